import { byId, element } from "./element.ts";
import { outcomeView, requestView } from "./request-view.ts";
import { callService, tokenKey } from "./service.ts";
import { localTime, timeLeft } from "./time-left.ts";

const id = location.pathname.split("/").at(-1) ?? "";
const token = location.hash.slice(1) || (sessionStorage.getItem(tokenKey) ?? "");
const api = `../v1/review/${id}`;
const names = { approved: "Approve", rejected: "Reject", request_changes: "Request changes" } as const;
type Decision = keyof typeof names;

const outcome = byId("outcome");
const form = byId("form") as HTMLFormElement;
const comment = byId("comment") as HTMLTextAreaElement;
const dialog = byId("confirm") as HTMLDialogElement;

// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes are the service's to check
let review: any;
let chosen: Decision | undefined;
/** One key for one intent: a retry of it has its effect once. */
let key = crypto.randomUUID();

async function load(): Promise<void> {
  if (!token)
    return say("To see this request, open the link you were sent, or sign in from the list of approvals first.");
  const { status, body } = await callService(api, token);
  if (status !== 200) return say(body.detail);
  const first = review === undefined;
  review = body;
  if (first) byId("request").replaceChildren(...requestView(body));
  if (body.approval.status !== "pending") return ended(body.approval);
  form.hidden = body.nonce === null;
  if (!first) return;
  const skewMs = Date.parse(body.now) - Date.now();
  const tick = () =>
    byId("left").replaceChildren(
      timeLeft(body.approval.expiresAt, Date.now() + skewMs),
      ", until ",
      localTime(body.approval.expiresAt),
    );
  tick();
  setInterval(tick, 1000);
  for (const button of form.querySelectorAll("button")) button.title = body.meanings[button.value] ?? "";
  void callService(`${api}/viewed`, token, { body: {}, key: crypto.randomUUID() });
}

function say(text: string): void {
  outcome.replaceChildren(element("p", {}, text));
}

// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes are the service's to check
function ended(approval: any): void {
  form.hidden = true;
  byId("left").hidden = true;
  clearInterval(watch);
  outcome.replaceChildren(...outcomeView(approval, review?.meanings[approval.status]));
  outcome.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  chosen = (event.submitter as HTMLButtonElement).value as Decision;
  if (chosen === "request_changes" && comment.value.trim() === "") {
    say("Say in the comment what must change.");
    comment.focus();
    return;
  }
  key = crypto.randomUUID();
  byId("what").textContent = `${names[chosen]}: ${review.approval.title ?? id}`;
  byId("meaning").textContent = review.meanings[chosen];
  dialog.showModal();
});

dialog.addEventListener("close", async () => {
  if (dialog.returnValue !== "yes" || !chosen) return;
  const feedback = comment.value.trim();
  const decision = { decision: chosen, ...(feedback && { feedback }), nonce: review.nonce };
  const { status, body } = await callService(`${api}/decision`, token, { body: decision, key });
  if (status === 200) ended(body);
  else if (body.approval) ended(body.approval);
  else say(`${body.detail} Your comment is still here.`);
});

const watch = setInterval(() => {
  if (!document.hidden && !dialog.open && review) void load();
}, 5000);
void load();
