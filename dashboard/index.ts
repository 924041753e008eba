import { byId, element } from "./element.ts";
import { callService, tokenKey } from "./service.ts";
import { timeLeft } from "./time-left.ts";
import { visibleText } from "./visible-text.ts";

const list = byId("list");
const status = byId("status");

if (location.hash.length > 1) {
  sessionStorage.setItem(tokenKey, location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

async function load(): Promise<void> {
  const token = sessionStorage.getItem(tokenKey);
  if (!token) {
    status.textContent = "Open the link that Sayso printed when it started: it signs you in.";
    return;
  }
  const answer = await callService("v1/approvals?status=pending&limit=100", token);
  if (answer.status !== 200) {
    status.textContent = answer.body.detail;
    return;
  }
  const { approvals, nextCursor } = answer.body;
  const count = `${approvals.length}${nextCursor ? "+" : ""}`;
  document.title = `(${count}) Sayso`;
  status.textContent = approvals.length === 0 ? "Nothing waits for you." : `${count} waiting for a decision`;
  approvals.sort((a: { expiresAt: string }, b: { expiresAt: string }) => a.expiresAt.localeCompare(b.expiresAt));
  list.replaceChildren(...approvals.map(row));
}

// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes are the service's to check
function row({ approvalRequestId, title, agent, actionName, expiresAt, metadata }: any): HTMLElement {
  const about = Object.entries(metadata).map(([name, value]) => `${name} ${value}`);
  const details = [`agent ${agent}`, ...(actionName ? [actionName] : []), ...about, timeLeft(expiresAt, Date.now())];
  const link = element(
    "a",
    { href: `review/${encodeURIComponent(approvalRequestId)}` },
    visibleText(title ?? approvalRequestId),
  );
  return element("li", {}, link, element("small", {}, visibleText(details.join(" · "))));
}

byId("leave").addEventListener("click", () => {
  sessionStorage.removeItem(tokenKey);
  list.replaceChildren();
  void load();
});
setInterval(() => {
  if (!document.hidden) void load();
}, 3000);
void load();
