import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useSignedIn } from "../shell/signed-in.ts";
import { setServiceClock } from "./service-clock.ts";

interface Pages<Item> {
  readonly nextCursor: string | null;
  readonly items: readonly Item[];
}

export interface List<Item> {
  /** Undefined until the first page is there. */
  readonly items: readonly Item[] | undefined;
  readonly problem: string;
  readonly loading: boolean;
  readonly loadMore: (() => void) | undefined;
  readonly reload: () => void;
}

/** A list that the service gives page by page: the first at once, the others at a press. */
export function useList<Body extends { readonly nextCursor: string | null }, Item>(
  path: string,
  itemsOf: (body: Body) => readonly Item[],
): List<Item> {
  const { call } = useSignedIn();
  const [pages, setPages] = useState<Pages<Item>>();
  const [problem, setProblem] = useState("");
  const [loading, setLoading] = useState(true);
  const latest = useRef("");
  const of = useRef(itemsOf);
  of.current = itemsOf;

  const load = useCallback(
    async (before: Pages<Item> | undefined) => {
      const from = before?.nextCursor ? `cursor=${encodeURIComponent(before.nextCursor)}` : "";
      latest.current = path + from;
      setLoading(true);
      const answer = await call<Body>(from === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${from}`);
      // The reader has asked for another one in the meantime.
      if (latest.current !== path + from) return;
      setLoading(false);
      setProblem(answer.ok ? "" : answer.trouble.detail);
      if (!answer.ok) return;
      setServiceClock(answer.date);
      const { nextCursor } = answer.body;
      setPages({ nextCursor, items: [...(before?.items ?? []), ...of.current(answer.body)] });
    },
    [call, path],
  );
  useEffect(() => {
    setPages(undefined);
    void load(undefined);
  }, [load]);
  return {
    items: pages?.items,
    problem,
    loading,
    loadMore: pages?.nextCursor ? () => void load(pages) : undefined,
    reload: () => void load(undefined),
  };
}
