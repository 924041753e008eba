import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { setServiceClock } from "../page/service-clock.ts";
import { whileVisible } from "../page/while-visible.ts";
import type { ApprovalSummary } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { type Loaded, loadPages } from "./load-pages.ts";

const refreshPauseMs = 4_000;
/** So many pages of a hundred are read at once: what filters and the search look at. */
const pagesAtFirst = 5;

export interface Pending {
  /** Undefined until they are loaded. */
  readonly approvals: readonly ApprovalSummary[] | undefined;
  readonly hasMore: boolean;
  /** What was on the list and is no more, the last time that there was any. */
  readonly gone: readonly ApprovalSummary[];
  readonly loading: boolean;
  /** Why the list may be old. */
  readonly problem: string;
  readonly refresh: () => Promise<void>;
  readonly loadMore: () => void;
}

interface State extends Loaded {
  readonly query: string;
  readonly gone: readonly ApprovalSummary[];
}

/**
 * What waits, the most urgent first, kept up to date while the page is before somebody.
 *
 * @param query what to ask for; null for nothing
 */
export function usePending(query: string | null): Pending {
  const { call } = useSignedIn();
  const [state, setState] = useState<State>();
  const [problem, setProblem] = useState("");
  const [pages, setPages] = useState(pagesAtFirst);
  const [loading, setLoading] = useState(true);
  const latest = useRef(0);

  const refresh = useCallback(async () => {
    const mine = ++latest.current;
    if (query === null) return;
    const answer = await loadPages(call, query, pages);
    // Something else, more or newer has been asked for in the meantime.
    if (mine !== latest.current) return;
    setLoading(false);
    setProblem(answer.ok ? "" : answer.trouble.detail);
    if (!answer.ok) return;
    setServiceClock(answer.date);
    setState((before) => next(before, query, answer.body));
  }, [call, query, pages]);

  useEffect(() => {
    setLoading(true);
    void refresh();
    return whileVisible(refreshPauseMs, refresh);
  }, [refresh]);
  useEffect(() => setPages(pagesAtFirst), [query]);
  const { approvals, hasMore = false, gone = [] } = query !== null && state?.query === query ? state : {};
  return {
    approvals: query === null ? [] : approvals,
    hasMore,
    gone,
    loading: loading && query !== null,
    problem,
    refresh,
    loadMore: () => setPages(pages * 2),
  };
}

/** What has not changed is left alone. */
function next(before: State | undefined, query: string, loaded: Loaded): State {
  if (before?.query !== query) return { ...loaded, query, gone: [] };
  if (JSON.stringify([before.approvals, before.hasMore]) === JSON.stringify([loaded.approvals, loaded.hasMore]))
    return before;
  const known = new Map(before.approvals.map((approval) => [approval.approvalRequestId, approval]));
  const approvals = loaded.approvals.map((approval) => {
    const old = known.get(approval.approvalRequestId);
    return old && JSON.stringify(old) === JSON.stringify(approval) ? old : approval;
  });
  const gone = goneSince(before, loaded);
  return { approvals, hasMore: loaded.hasMore, query, gone: gone.length > 0 ? gone : before.gone };
}

/** What was pushed off the end by something more urgent still waits. */
function goneSince(before: Loaded, { approvals, hasMore }: Loaded): readonly ApprovalSummary[] {
  const still = new Set(approvals.map(({ approvalRequestId }) => approvalRequestId));
  const end = hasMore ? (approvals.at(-1)?.expiresAt ?? "") : "~";
  return before.approvals.filter((each) => !still.has(each.approvalRequestId) && each.expiresAt < end);
}
