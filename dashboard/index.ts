import { pendingList } from "./inbox/pending-list.ts";
import { recentDecisions } from "./inbox/recent-decisions.ts";
import { signInView } from "./inbox/sign-in-view.ts";
import { button, byId } from "./page/element.ts";
import { signedInToken, signIn, signOut } from "./page/token.ts";
import { whileVisible } from "./page/while-visible.ts";
import { texts } from "./texts.ts";

const refreshPauseMs = 4_000;
const inbox = byId("inbox");
let stop = () => {};

function askForToken(notice = ""): void {
  stop();
  document.title = texts.product;
  byId("leave").replaceChildren();
  const view = signInView(notice, (token) => {
    signIn(token);
    open(token);
  });
  inbox.replaceChildren(view);
}

function leave(notice: string): void {
  signOut();
  askForToken(notice);
}

function open(token: string): void {
  const list = pendingList(token, () => leave(texts.signInRefused));
  byId("leave").replaceChildren(button(texts.signOut, { class: "quiet" }, () => leave(texts.signedOut)));
  inbox.replaceChildren(list.view, recentDecisions(token));
  const stopRefreshing = whileVisible(refreshPauseMs, list.refresh);
  const timer = setInterval(list.tick, 1000);
  stop = () => {
    stopRefreshing();
    clearInterval(timer);
  };
  void list.refresh();
}

const token = signedInToken();
if (token) open(token);
else askForToken();
