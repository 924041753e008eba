import { useState } from "preact/hooks";
import type { ApprovalSummary } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";
import { EndedRow } from "./approval-row.tsx";
import { loadPages } from "./load-pages.ts";

const most = 20;

/** The latest decisions among the newest requests; asked for when somebody wants to see them. */
export function RecentDecisions() {
  const { call } = useSignedIn();
  const [ended, setEnded] = useState<readonly ApprovalSummary[]>([]);
  const [words, setWords] = useState("");

  async function load(): Promise<void> {
    setWords(productTexts.loading);
    const answer = await loadPages(call, "limit=100", 1);
    if (!answer.ok) return setWords(answer.trouble.detail);
    const latest = answer.body.approvals
      .filter(({ status }) => status !== "pending")
      .sort((a, b) => (b.decidedAt ?? "").localeCompare(a.decidedAt ?? ""));
    setEnded(latest.slice(0, most));
    setWords(latest.length === 0 ? texts.noRecent : "");
  }

  return (
    <details class="recent" onToggle={(event) => event.currentTarget.open && void load()}>
      <summary>{texts.recent}</summary>
      <p class="kind" role="status">
        {words}
      </p>
      <ul class="list">
        {ended.map((approval) => (
          <EndedRow key={approval.approvalRequestId} approval={approval} />
        ))}
      </ul>
    </details>
  );
}
