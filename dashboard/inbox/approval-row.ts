import { element } from "../page/element.ts";
import { localTime, timeLeft, urgency } from "../page/moments.ts";
import { serviceTime } from "../page/service-clock.ts";
import { quoted, visibleNodes } from "../page/visible-text.ts";
import type { ApprovalSummary } from "../page/wire.ts";
import { texts } from "../texts.ts";

/** Of an agent's own details, as many as fit on a line. */
const detailsShown = 4;

function titleLink({ approvalRequestId, title }: ApprovalSummary): HTMLElement {
  const href = `review/${encodeURIComponent(approvalRequestId)}`;
  return element("a", { href, dir: "auto" }, ...visibleNodes(title ?? approvalRequestId));
}

/** A request that waits. */
export function pendingRow(approval: ApprovalSummary): HTMLElement {
  const { agent, actionName, metadata, expiresAt } = approval;
  const about = element("p", { class: "kind tags" }, quoted(agent));
  if (actionName) about.append(element("code", {}, ...visibleNodes(actionName)));
  for (const [name, value] of Object.entries(metadata).slice(0, detailsShown))
    about.append(element("span", { class: "tag" }, ...visibleNodes(`${name}: ${value}`)));
  const left = element("span", { class: "left", "data-expires-at": expiresAt, title: expiresAt });
  return element("li", {}, element("div", { class: "row" }, titleLink(approval), about), left);
}

/** Brings every time that is left up to date. */
export function tickRows(list: HTMLElement): void {
  for (const left of list.querySelectorAll<HTMLElement>(".left")) {
    const { expiresAt = "" } = left.dataset;
    left.textContent = timeLeft(expiresAt, serviceTime());
    left.className = `left ${urgency(expiresAt, serviceTime())}`;
  }
}

/** A request that has ended. */
export function endedRow(approval: ApprovalSummary): HTMLElement {
  const { status, reviewer, decidedAt } = approval;
  const about = element("p", { class: "kind" });
  if (reviewer) about.append(texts.by(""), quoted(reviewer.name), " · ");
  if (decidedAt) about.append(localTime(decidedAt));
  const pill = element("span", { class: `pill ${status}` }, texts.status[status]);
  return element("li", {}, element("div", { class: "row" }, titleLink(approval), about), pill);
}
