import { pendingList } from "./inbox/pending-list.ts";
import { recentDecisions } from "./inbox/recent-decisions.ts";
import { signInView } from "./inbox/sign-in-view.ts";
import { callService } from "./page/call-service.ts";
import { button, byId, element } from "./page/element.ts";
import { returnFromIssuer } from "./page/issuer-sign-in.ts";
import { forgetComments } from "./page/kept-comment.ts";
import { printedToken, signIn, signOut } from "./page/token.ts";
import { whileVisible } from "./page/while-visible.ts";
import { texts } from "./texts.ts";

const refreshPauseMs = 4_000;
const inbox = byId("inbox");
let stop = () => {};

async function askToSignIn(notice = ""): Promise<void> {
  stop();
  document.title = texts.product;
  byId("leave").replaceChildren();
  inbox.replaceChildren(element("p", { role: "status" }, texts.loading));
  inbox.replaceChildren(await signInView(notice, (token) => void enter(token)));
}

async function enter(token: string): Promise<void> {
  const answer = await signIn(token);
  // A link that has served is no trouble to whom it has signed in.
  if (answer.ok || (await callService("v1/session", null)).ok) open();
  else await askToSignIn(answer.trouble.detail);
}

function open(): void {
  const list = pendingList(() => void askToSignIn(texts.signInEnded));
  const leaving = button(texts.signOut, { class: "quiet" }, async () => {
    forgetComments();
    await askToSignIn((await signOut()) ? texts.signedOut : texts.unreachable);
  });
  byId("leave").replaceChildren(leaving);
  inbox.replaceChildren(list.view, recentDecisions());
  const stopRefreshing = whileVisible(refreshPauseMs, list.refresh);
  const timer = setInterval(list.tick, 1000);
  stop = () => {
    stopRefreshing();
    clearInterval(timer);
  };
  void list.refresh();
}

async function start(): Promise<void> {
  const back = await returnFromIssuer();
  const printed = printedToken();
  if (back?.ok && back.approvalRequestId !== null)
    location.replace(`review/${encodeURIComponent(back.approvalRequestId)}`);
  else if (back?.ok) open();
  else if (back) await askToSignIn(back.why);
  else if (printed !== undefined) await enter(printed);
  else {
    const session = await callService("v1/session", null);
    if (!session.ok && session.status === 401) await askToSignIn();
    else open();
  }
}

void start();
