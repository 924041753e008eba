import { element } from "../page/element.ts";
import { texts } from "../texts.ts";
import { endedRow } from "./approval-row.ts";
import { loadPages } from "./load-pages.ts";

const most = 20;

/** The latest decisions among the newest requests; asked for when somebody wants to see them. */
export function recentDecisions(): HTMLElement {
  const list = element("ul", { class: "list" });
  const words = element("p", { class: "kind", role: "status" });
  const details = element("details", {}, element("summary", {}, texts.recent), words, list);
  details.addEventListener("toggle", async () => {
    if (!details.open) return;
    words.textContent = texts.loading;
    const answer = await loadPages("limit=100", 1);
    words.textContent = answer.ok ? "" : answer.trouble.detail;
    if (!answer.ok) return;
    const ended = answer.body.approvals.filter(({ status }) => status !== "pending");
    ended.sort((a, b) => (b.decidedAt ?? "").localeCompare(a.decidedAt ?? ""));
    if (ended.length === 0) words.textContent = texts.noRecent;
    list.replaceChildren(...ended.slice(0, most).map(endedRow));
  });
  return details;
}
