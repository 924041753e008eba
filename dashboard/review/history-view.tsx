import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, callService } from "../page/call-service.ts";
import { Press } from "../page/press.tsx";
import type { Answered, AuditEntry } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";

interface Props {
  readonly approvalRequestId: string;
  /** Changes whenever something has happened to the approval. */
  readonly version: number;
}

type List = FunctionComponent<{ readonly entries: readonly AuditEntry[] }>;

interface Shown {
  readonly entries: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

/** So many are read at once. */
const pageLength = 100;

/** The approval's audit trail, loaded when somebody wants to see it; what is there stays there while more is read. */
export function HistoryView({ approvalRequestId, version }: Props) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const [words, setWords] = useState("");
  const [view, setView] = useState<{ readonly List: List }>();
  const pages = useRef(1);
  const latest = useRef(0);

  async function load(): Promise<void> {
    const mine = ++latest.current;
    const entries: AuditEntry[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < pages.current && (page === 0 || cursor !== null); page++) {
      const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `v1/approvals/${encodeURIComponent(approvalRequestId)}/audit?limit=${pageLength}${from}`;
      const answer: Answer<Answered<"getApprovalAudit">> = await callService(path);
      if (mine !== latest.current) return;
      setWords(answer.ok ? "" : answer.trouble.detail);
      if (!answer.ok) return;
      entries.push(...answer.body.entries);
      cursor = answer.body.nextCursor;
    }
    setShown({ entries, nextCursor: cursor });
  }

  useEffect(() => {
    if (!open) return;
    void load();
    import("../audit/entry-list.tsx").then(
      ({ EntryList }) => setView({ List: EntryList }),
      () => {},
    );
  }, [open, approvalRequestId, version]);

  return (
    <details class="card history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.history}</summary>
      <p class="kind">{texts.historyExplained}</p>
      {words && <p class="warning">{words}</p>}
      {shown && view ? (
        <view.List entries={shown.entries} />
      ) : (
        open && !words && <p role="status">{productTexts.loading}</p>
      )}
      {shown?.nextCursor && view && (
        <>
          <p class="kind">{texts.historyCut(shown.entries.length)}</p>
          <Press
            onPress={() => {
              pages.current = Math.ceil(shown.entries.length / pageLength) + 1;
              void load();
            }}
          >
            {productTexts.loadMore}
          </Press>
        </>
      )}
    </details>
  );
}
