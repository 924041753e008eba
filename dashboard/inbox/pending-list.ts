import { button, element } from "../page/element.ts";
import { setServiceClock } from "../page/service-clock.ts";
import type { ApprovalSummary } from "../page/wire.ts";
import { texts } from "../texts.ts";
import { pendingRow, tickRows } from "./approval-row.ts";
import { loadPages } from "./load-pages.ts";

/** What waits, the most urgent first. */
export function pendingList(refused: (why: string) => void) {
  let pages = 1;
  let shown = "";
  const count = element("p", { id: "count", role: "status" }, texts.loading);
  const problem = element("p", { class: "warning", role: "alert" });
  const list = element("ul", { class: "list", id: "pending" });
  const empty = element(
    "div",
    { class: "empty" },
    element("p", {}, texts.empty),
    element("p", { class: "kind" }, texts.emptyHelp),
  );
  const more = button(texts.loadMore, {}, () => {
    pages++;
    void refresh();
  });
  empty.hidden = true;
  more.hidden = true;

  async function refresh(): Promise<void> {
    const answer = await loadPages("status=pending&limit=50", pages);
    problem.textContent = answer.ok ? "" : texts.listFailed(answer.trouble.detail);
    if (!answer.ok && (answer.status === 401 || answer.status === 403)) return refused(answer.trouble.detail);
    if (!answer.ok) return;
    const { approvals, hasMore, date } = answer.body;
    setServiceClock(date);
    const number = `${approvals.length}${hasMore ? "+" : ""}`;
    document.title = texts.inboxPageTitle(number);
    say(count, approvals.length === 0 ? "" : texts.count(number));
    empty.hidden = approvals.length > 0;
    more.hidden = !hasMore;
    draw([...approvals].sort((a, b) => a.expiresAt.localeCompare(b.expiresAt)));
  }

  /** Leaves the rows alone while nothing has changed, and the focus where it is when something has. */
  function draw(approvals: readonly ApprovalSummary[]): void {
    const latest = JSON.stringify(approvals);
    if (latest !== shown) {
      const focused = document.activeElement?.getAttribute("href");
      list.replaceChildren(...approvals.map(pendingRow));
      shown = latest;
      const same = [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused);
      same?.focus();
    }
    tickRows(list);
  }

  const view = element("div", {}, element("h1", {}, texts.inboxTitle), count, problem, list, empty, more);
  return { view, refresh, tick: () => tickRows(list) };
}

function say(region: HTMLElement, words: string): void {
  if (region.textContent !== words) region.textContent = words;
}
