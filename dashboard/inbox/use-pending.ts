import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { setServiceClock } from "../page/service-clock.ts";
import { whileVisible } from "../page/while-visible.ts";
import type { ApprovalSummary } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { loadPages } from "./load-pages.ts";

const refreshPauseMs = 4_000;
/** The most urgent can only be told among all: so many pages of a hundred are read at once. */
const pagesAtFirst = 5;

export interface Pending {
  /** Undefined until they are loaded. */
  readonly approvals: readonly ApprovalSummary[] | undefined;
  readonly hasMore: boolean;
  /** Why the list may be old. */
  readonly problem: string;
  readonly refresh: () => Promise<void>;
  readonly loadMore: () => void;
}

/** What waits, kept up to date while the page is before somebody. */
export function usePending(mine: boolean): Pending {
  const { call, person } = useSignedIn();
  const [loaded, setLoaded] = useState<Pick<Pending, "approvals" | "hasMore">>({
    approvals: undefined,
    hasMore: false,
  });
  const [problem, setProblem] = useState("");
  const [pages, setPages] = useState(pagesAtFirst);
  const shown = useRef("");
  const query = `status=pending&limit=100${mine ? `&sort=expiresAt&reviewer=${encodeURIComponent(person.id)}` : ""}`;

  const latestQuery = useRef(query);
  latestQuery.current = query;
  const refresh = useCallback(async () => {
    const answer = await loadPages(call, query, pages);
    if (latestQuery.current !== query) return;
    setProblem(answer.ok ? "" : answer.trouble.detail);
    if (!answer.ok) return;
    setServiceClock(answer.date);
    const text = query + JSON.stringify(answer.body);
    // What has not changed is left alone.
    if (text !== shown.current) setLoaded(answer.body);
    shown.current = text;
  }, [call, query, pages]);

  useEffect(() => {
    void refresh();
    return whileVisible(refreshPauseMs, refresh);
  }, [refresh]);
  return { ...loaded, problem, refresh, loadMore: () => setPages(pages + pagesAtFirst) };
}
