import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { callService } from "../page/call-service.ts";
import type { Answered, AuditEntry } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";

interface Props {
  readonly approvalRequestId: string;
  /** Changes whenever something has happened to the approval. */
  readonly version: number;
}

type List = FunctionComponent<{ readonly entries: readonly AuditEntry[] }>;

/** The approval's audit trail, loaded when somebody wants to see it. */
export function HistoryView({ approvalRequestId, version }: Props) {
  const [open, setOpen] = useState(false);
  const [entries, setEntries] = useState<readonly AuditEntry[]>();
  const [words, setWords] = useState("");
  const [view, setView] = useState<{ readonly List: List }>();

  useEffect(() => {
    if (!open) return;
    const path = `v1/approvals/${encodeURIComponent(approvalRequestId)}/audit?limit=100`;
    void callService<Answered<"getApprovalAudit">>(path).then((answer) => {
      setWords(answer.ok ? "" : answer.trouble.detail);
      if (answer.ok) setEntries(answer.body.entries);
    });
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
      {entries && view ? (
        <view.List entries={entries} />
      ) : (
        open && !words && <p role="status">{productTexts.loading}</p>
      )}
    </details>
  );
}
