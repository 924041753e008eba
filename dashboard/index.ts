import { pendingList } from "./inbox/pending-list.ts";
import { recentDecisions } from "./inbox/recent-decisions.ts";
import { signInView } from "./inbox/sign-in-view.ts";
import { button, byId, element } from "./page/element.ts";
import { returnFromIssuer } from "./page/issuer-sign-in.ts";
import { forgetComments } from "./page/kept-comment.ts";
import { signedInToken, signIn, signOut } from "./page/token.ts";
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
  const view = await signInView(notice, (token) => {
    signIn(token);
    open(token);
  });
  inbox.replaceChildren(view);
}

function leave(notice: string): void {
  signOut();
  void askToSignIn(notice);
}

function open(token: string): void {
  // Three parts make a token of an issuer's, which ends by itself.
  const refused = token.split(".").length === 3 ? texts.signInEnded : texts.signInRefused;
  const list = pendingList(token, () => leave(refused));
  const leaving = button(texts.signOut, { class: "quiet" }, () => {
    forgetComments();
    leave(texts.signedOut);
  });
  byId("leave").replaceChildren(leaving);
  inbox.replaceChildren(list.view, recentDecisions(token));
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
  const token = signedInToken();
  if (back?.ok) {
    signIn(back.token);
    if (back.approvalRequestId === null) open(back.token);
    else location.replace(`review/${encodeURIComponent(back.approvalRequestId)}`);
  } else if (back) await askToSignIn(back.why);
  else if (token) open(token);
  else await askToSignIn();
}

void start();
