import { element } from "../page/element.ts";
import { localTimeAndZone, timeLeft, urgency } from "../page/moments.ts";
import { serviceTime } from "../page/service-clock.ts";
import { visibleNodes, visibleText } from "../page/visible-text.ts";
import type { ApprovalResponse } from "../page/wire.ts";
import { texts } from "../texts.ts";

/** What the page is about, and how it stands. */
export function headingView(approval: ApprovalResponse): HTMLElement {
  const { title, approvalRequestId, agent, status, expiresAt } = approval;
  const words = status === "pending" ? texts.asks(visibleText(agent)) : texts.asked(visibleText(agent));
  const line = element("p", { class: "state" }, element("span", { class: `pill ${status}` }, texts.status[status]));
  if (status === "pending") {
    const left = element("strong", { role: "timer", id: "left", "data-expires-at": expiresAt });
    bringUpToDate(left);
    line.append(left, element("span", { class: "kind" }, texts.until, " ", localTimeAndZone(expiresAt)));
  }
  return element(
    "header",
    { class: "heading" },
    element("p", { class: "eyebrow" }, words),
    element("h1", { dir: "auto" }, ...visibleNodes(title ?? approvalRequestId)),
    line,
  );
}

/** Returns whether the time is up. */
function bringUpToDate(left: HTMLElement): boolean {
  const { expiresAt = "" } = left.dataset;
  left.textContent = timeLeft(expiresAt, serviceTime());
  left.className = urgency(expiresAt, serviceTime());
  return Date.parse(expiresAt) <= serviceTime();
}

/** Counts down by the service's clock; says once when the time is up. */
export function countDown(whenOver: () => void): void {
  let over = false;
  const tick = () => {
    const left = document.getElementById("left");
    if (!left) return;
    const isOver = bringUpToDate(left);
    if (isOver && !over) whenOver();
    over = isOver;
  };
  tick();
  setInterval(tick, 1000);
}
