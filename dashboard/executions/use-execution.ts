import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { loadPages } from "../inbox/load-pages.ts";
import type { Answer } from "../page/call-service.ts";
import { setServiceClock } from "../page/service-clock.ts";
import { sideBySide } from "../page/side-by-side.ts";
import { whileVisible } from "../page/while-visible.ts";
import type { Answered, ApprovalSummary, AuditEntry, Trouble } from "../page/wire.ts";
import { type SignedIn, useSignedIn } from "../shell/signed-in.ts";

const refreshPauseMs = 5_000;

export interface Whole {
  readonly detail: Answered<"getExecution">;
  readonly approvals: readonly ApprovalSummary[];
  readonly entries: readonly AuditEntry[];
  /** There are more notes, approvals or entries than were read. */
  readonly hasMore: boolean;
}

/** One execution with its approvals and what the audit trail says of them, kept up to date until it has ended. */
export function useExecution(executionId: string): {
  readonly whole?: Whole;
  readonly trouble?: Trouble;
  /** Reads a hundred more of each. */
  readonly loadMore: () => void;
} {
  const { call } = useSignedIn();
  const [whole, setWhole] = useState<Whole>();
  const [trouble, setTrouble] = useState<Trouble>();
  const pages = useRef(1);
  const latest = useRef(0);

  const load = useCallback(async () => {
    const mine = ++latest.current;
    const answer = await readExecution(call, executionId, pages.current);
    // More has been asked for in the meantime.
    if (mine !== latest.current) return;
    setTrouble(answer.trouble);
    if (answer.whole) setWhole(answer.whole);
  }, [call, executionId]);
  const status = whole?.detail.status;
  const over = status === "succeeded" || status === "failed";
  useEffect(() => {
    if (over) return;
    void load();
    return whileVisible(refreshPauseMs, load);
  }, [load, over]);
  const loadMore = () => {
    pages.current++;
    void load();
  };
  return { ...(whole && { whole }), ...(trouble && { trouble }), loadMore };
}

async function readExecution(call: SignedIn["call"], executionId: string, pages: number) {
  const id = encodeURIComponent(executionId);
  const [detail, approvals] = await Promise.all([
    readNotes(call, `v1/executions/${id}?limit=100`, pages),
    loadPages(call, `executionId=${id}&limit=100`, pages),
  ]);
  if (!detail.ok) return { trouble: detail.trouble };
  if (!approvals.ok) return { trouble: approvals.trouble };
  setServiceClock(detail.date);
  const entries: AuditEntry[] = [];
  let hasMore = detail.body.notesCursor !== null || approvals.body.hasMore;
  await sideBySide(approvals.body.approvals, 4, async ({ approvalRequestId }) => {
    const path = `v1/approvals/${encodeURIComponent(approvalRequestId)}/audit?limit=100`;
    let cursor: string | null = null;
    for (let page = 0; page < pages && (page === 0 || cursor !== null); page++) {
      const answer: Answer<Answered<"getApprovalAudit">> = await call(`${path}${from(cursor)}`);
      if (!answer.ok) return;
      entries.push(...answer.body.entries);
      cursor = answer.body.nextCursor;
    }
    if (cursor !== null) hasMore = true;
  });
  return { whole: { detail: detail.body, approvals: approvals.body.approvals, entries, hasMore } };
}

/** The execution with so many pages of its notes. */
async function readNotes(call: SignedIn["call"], path: string, pages: number): Promise<Answer<Whole["detail"]>> {
  let answer = await call<Whole["detail"]>(path);
  for (let page = 1; page < pages && answer.ok && answer.body.notesCursor !== null; page++) {
    const before = answer.body.notes;
    answer = await call<Whole["detail"]>(`${path}${from(answer.body.notesCursor)}`);
    if (answer.ok) answer = { ...answer, body: { ...answer.body, notes: [...before, ...answer.body.notes] } };
  }
  return answer;
}

function from(cursor: string | null): string {
  return cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
}
