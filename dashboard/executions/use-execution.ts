import { useCallback, useEffect, useState } from "preact/hooks";
import { loadPages } from "../inbox/load-pages.ts";
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
}

/** One execution with its approvals and what the audit trail says of them, kept up to date until it has ended. */
export function useExecution(executionId: string): { readonly whole?: Whole; readonly trouble?: Trouble } {
  const { call } = useSignedIn();
  const [whole, setWhole] = useState<Whole>();
  const [trouble, setTrouble] = useState<Trouble>();

  const load = useCallback(async () => {
    const answer = await readExecution(call, executionId);
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
  return { ...(whole && { whole }), ...(trouble && { trouble }) };
}

async function readExecution(call: SignedIn["call"], executionId: string) {
  const id = encodeURIComponent(executionId);
  const [detail, approvals] = await Promise.all([
    call<Whole["detail"]>(`v1/executions/${id}?limit=100`),
    loadPages(call, `executionId=${id}&limit=100`, 1),
  ]);
  if (!detail.ok) return { trouble: detail.trouble };
  if (!approvals.ok) return { trouble: approvals.trouble };
  setServiceClock(detail.date);
  const entries: AuditEntry[] = [];
  await sideBySide(approvals.body.approvals, 4, async ({ approvalRequestId }) => {
    const path = `v1/approvals/${encodeURIComponent(approvalRequestId)}/audit?limit=100`;
    const answer = await call<Answered<"getApprovalAudit">>(path);
    if (answer.ok) entries.push(...answer.body.entries);
  });
  return { whole: { detail: detail.body, approvals: approvals.body.approvals, entries } };
}
