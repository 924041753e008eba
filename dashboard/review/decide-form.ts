import { button, element } from "../page/element.ts";
import { visibleText } from "../page/visible-text.ts";
import type { Review, ReviewerDecision } from "../page/wire.ts";
import { texts } from "../texts.ts";
import { unopened, whenShown } from "./long-value.ts";

const decisions: readonly ReviewerDecision[] = ["approved", "request_changes", "rejected"];
const mostCharacters = 10_000;

export interface DecideForm {
  readonly view: HTMLElement;
  comment(): string;
  /** Says what is wrong, or with an empty text that nothing is; `retry` offers to send the same again. */
  complain(words: string, retry?: () => void): void;
  /** While a decision is on its way there is nothing to press. */
  busy(sending: boolean): void;
}

/** Where a person writes a comment and chooses. Choosing asks for confirmation, and nothing else decides. */
export function decideForm(
  { reviewer, meanings }: Review,
  draft: string,
  choose: (decision: ReviewerDecision) => void,
): DecideForm {
  let sending = false;
  const field = element("textarea", { id: "comment", rows: "4", "aria-describedby": "comment-hint problem" });
  field.value = draft;
  const problem = element("div", { id: "problem", role: "alert" });
  const locked = element("p", { class: "warning", id: "locked" });
  const progress = element("p", { class: "kind", role: "status" });
  const buttons = decisions.map((decision) => {
    const attributes = { class: decision, "aria-describedby": `means-${decision} locked` };
    return button(texts.choices[decision], attributes, () => press(decision));
  });

  function refresh(): void {
    const closed = unopened();
    for (const each of buttons) each.disabled = sending || closed.length > 0;
    locked.hidden = closed.length === 0;
    locked.replaceChildren(
      `${texts.notAllShown(closed.length)} `,
      button(texts.goToNext, { class: "quiet" }, () => unopened()[0]?.focus()),
    );
  }
  function complain(words: string, retry?: () => void): void {
    field.toggleAttribute("aria-invalid", false);
    problem.replaceChildren(...(words ? [element("p", { class: "warning" }, words)] : []));
    if (retry) problem.append(button(texts.tryAgain, {}, retry));
  }
  function press(decision: ReviewerDecision): void {
    const over = field.value.length - mostCharacters;
    const needed = decision === "request_changes" && field.value.trim() === "";
    complain(needed ? texts.commentNeeded : over > 0 ? texts.commentTooLong(over.toLocaleString("en")) : "");
    if (needed || over > 0) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } else choose(decision);
  }

  const choices = decisions.map((decision, place) =>
    element(
      "div",
      {},
      buttons[place] ?? "",
      element("p", { class: "kind", id: `means-${decision}` }, meanings[decision] ?? ""),
    ),
  );
  const view = element(
    "section",
    { class: "card", id: "decide" },
    element("h2", {}, texts.decide),
    element("p", {}, texts.decidingAs(visibleText(reviewer.name))),
    element("label", { for: "comment" }, texts.comment),
    element("p", { class: "kind", id: "comment-hint" }, texts.commentHint),
    field,
    problem,
    locked,
    progress,
    element("div", { class: "choices wide" }, ...choices),
  );
  whenShown(refresh);
  return {
    view,
    comment: () => field.value.trim(),
    complain,
    busy: (now) => {
      sending = now;
      view.setAttribute("aria-busy", String(now));
      field.readOnly = now;
      progress.textContent = now ? texts.sending : "";
      refresh();
    },
  };
}
