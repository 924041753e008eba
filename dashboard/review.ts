import { callService, isPassing } from "./page/call-service.ts";
import { byId, element } from "./page/element.ts";
import { forgetComment, keepComment, keptComment } from "./page/kept-comment.ts";
import { setServiceClock } from "./page/service-clock.ts";
import { linkToken } from "./page/token.ts";
import { visibleText } from "./page/visible-text.ts";
import { whileVisible } from "./page/while-visible.ts";
import type { ApprovalResponse, Review, Trouble } from "./page/wire.ts";
import { deadEnd, signInNeeded } from "./review/dead-end.ts";
import { type DecideForm, decideForm } from "./review/decide-form.ts";
import { countDown, headingView } from "./review/heading-view.ts";
import { notesView } from "./review/notes-view.ts";
import { outcomeView, unsentView } from "./review/outcome-view.ts";
import { recordViewed } from "./review/record-viewed.ts";
import { requestView, section } from "./review/request-view.ts";
import { decisionSubmitter } from "./review/submit-decision.ts";
import { texts } from "./texts.ts";

const pollPauseMs = 5_000;
const id = location.pathname.split("/").at(-1) ?? "";
const approvalRequestId = decodeURIComponent(id);
const token = linkToken(approvalRequestId);
const byLink = token !== null;
const path = `../v1/review/${id}`;
const heading = byId("heading");
const request = byId("request");
const decision = byId("decision");

/** What is on the page: also what a decision is about, and whose nonce it carries. */
let review: Review;
let form: DecideForm | undefined;
let isSending = () => false;
let settle = () => false;
let stopWatching = () => {};
const notes = section(texts.notes);

async function load(): Promise<void> {
  request.replaceChildren(element("p", { role: "status" }, texts.loading));
  const answer = await callService<Review>(path, token);
  if (!answer.ok) return request.replaceChildren(await explained(answer.trouble));
  show(answer.body);
  recordViewed(`${path}/viewed`, token);
}

/** A person's sign-in ends by itself, and another one helps; what happens to a link, no sign-in mends. */
async function explained(trouble: Trouble): Promise<HTMLElement> {
  const signedOut = trouble.code === "unauthenticated" && !byLink;
  return signedOut ? await signInNeeded(approvalRequestId) : deadEnd(trouble, load);
}

function show(opened: Review): void {
  const { approval } = opened;
  document.title = texts.pageTitle(visibleText(approval.title ?? approval.approvalRequestId));
  if (!byLink) byId("inbox-link").replaceChildren(element("a", { href: "../" }, texts.allApprovals));
  adopt(opened);
  request.replaceChildren(...requestView(approval, notes));
  if (approval.status !== "pending") end(approval, false);
  else {
    if (opened.nonce === null) decision.replaceChildren(section(texts.decide, element("p", {}, texts.onlyLook)));
    else offerToDecide();
    countDown(() => void refresh());
    stopWatching = whileVisible(pollPauseMs, refresh);
  }
}

function offerToDecide(): void {
  const draft = keptComment(approvalRequestId, review.reviewer.id);
  const made = decideForm(review, draft, (choice) => submitter.choose(choice));
  const submitter = decisionSubmitter({
    path: `${path}/decision`,
    token,
    form: made,
    review: () => review,
    decided: (approval) => end(approval, true),
    missed: (approval, why) => end(approval, false, why),
    barred: (trouble) => void barred(trouble),
    outdated: () => void refresh(true),
  });
  form = made;
  ({ isSending, settle } = submitter);
  decision.replaceChildren(made.view);
  made.busy(false);
}

/** Puts what may have changed onto the page, and takes the nonce that stands for it. */
function adopt(latest: Review): void {
  review = latest;
  setServiceClock(Date.parse(latest.now));
  heading.replaceChildren(headingView(latest.approval));
  notes.hidden = latest.notes.length === 0;
  notes.replaceChildren(element("h2", {}, texts.notes), notesView(latest));
}

/** Looks whether the request has ended or changed elsewhere; while somebody is asked to confirm, only the end counts. */
async function refresh(anyway = false): Promise<void> {
  if (isSending()) return;
  const answer = await callService<Review>(path, token);
  if (isSending() || review.approval.status !== "pending") return;
  const passing = !answer.ok && isPassing(answer.status);
  byId("contact").textContent = passing ? texts.stale : "";
  if (!answer.ok) return passing ? undefined : await barred(answer.trouble);
  const latest = answer.body;
  setServiceClock(Date.parse(latest.now));
  if (latest.approval.status !== "pending") return settle() ? undefined : end(latest.approval, false);
  const asking = document.querySelector("dialog") !== null;
  if (!asking && (anyway || isNews(latest))) {
    if (latest.notes.at(-1)?.noteId !== review.notes.at(-1)?.noteId) byId("live").textContent = texts.noteAdded;
    adopt(latest);
    form?.busy(false);
  }
}

/** The link died, or the person's sign-in did, while the page was open. */
async function barred(trouble: Trouble): Promise<void> {
  stopWatching();
  document.querySelector("dialog")?.close();
  const unsent = unsentView(form?.comment() ?? "");
  const kept = unsent.length > 0 && keepForLater(trouble);
  decision.replaceChildren(...unsent);
  decision.prepend(await explained(trouble));
  if (kept) decision.append(element("p", {}, texts.commentKept));
}

/** Keeps the comment of somebody who only has to sign in again. */
function keepForLater(trouble: Trouble): boolean {
  if (trouble.code !== "unauthenticated" || byLink) return false;
  keepComment(approvalRequestId, { reviewerId: review.reviewer.id, comment: form?.comment() ?? "" });
  return true;
}

function isNews({ approval, notes: latest }: Review): boolean {
  return approval.expiresAt !== review.approval.expiresAt || latest.at(-1)?.noteId !== review.notes.at(-1)?.noteId;
}

/** From here on there is nothing to decide, on this page or elsewhere. */
function end(approval: ApprovalResponse, yours: boolean, missed?: string): void {
  stopWatching();
  forgetComment(approvalRequestId);
  document.querySelector("dialog")?.close();
  const unsent = yours ? "" : (form?.comment() ?? "");
  review = { ...review, approval, nonce: null };
  heading.replaceChildren(headingView(approval));
  byId("contact").textContent = "";
  const parts = outcomeView({ approval, meanings: review.meanings, yours, missed, unsent });
  decision.replaceChildren(element("section", { class: `card outcome ${approval.status}`, id: "outcome" }, ...parts));
  byId("live").textContent = `${missed ?? ""} ${decision.querySelector("h2")?.textContent ?? ""}`.trim();
  if (form) decision.querySelector<HTMLElement>("h2")?.focus();
  else heading.after(decision);
}

void load();
