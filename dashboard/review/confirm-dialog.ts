import { button, element } from "../page/element.ts";
import { visibleNodes } from "../page/visible-text.ts";
import type { Review, ReviewerDecision } from "../page/wire.ts";
import { texts } from "../texts.ts";
import { argumentsView } from "./request-view.ts";

interface Question {
  readonly decision: ReviewerDecision;
  readonly feedback: string;
  readonly review: Review;
  readonly confirm: () => void;
}

/** Says back exactly what is about to be decided, and asks. Its focus is on the question, so Enter does nothing yet. */
export function askToConfirm({ decision, feedback, review, confirm }: Question): HTMLDialogElement {
  const { approval, meanings } = review;
  const { title, approvalRequestId, action } = approval;
  const question = element("h2", { id: "question", tabindex: "-1", autofocus: "" }, texts.confirm[decision]);
  const facts = element(
    "dl",
    { class: "facts" },
    row(texts.requestId, title ?? approvalRequestId),
    ...(action ? [row(texts.actionName, action.name)] : []),
    row(texts.confirmComment, feedback || texts.noComment),
  );
  const dialog = element("dialog", { "aria-labelledby": "question", "aria-describedby": "meaning" });
  const yes = element("button", { type: "button", class: `sure ${decision}` }, texts.confirmYes[decision]);
  yes.addEventListener("click", (event) => {
    // The second press of a double click was meant for what was there before.
    if (!event.isTrusted || event.detail > 1) return;
    dialog.close();
    confirm();
  });
  const choices = element(
    "div",
    { class: "choices" },
    yes,
    button(texts.back, {}, () => dialog.close()),
  );
  dialog.append(question, element("p", { id: "meaning" }, meanings[decision] ?? ""), facts);
  if (action && action.arguments !== null) dialog.append(argumentsPane(action.arguments));
  dialog.append(element("p", { class: "kind" }, texts.confirmFinal), choices);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function row(name: string, value: string): HTMLElement {
  return element(
    "div",
    {},
    element("dt", {}, name),
    element("dd", { class: "text", dir: "auto" }, ...visibleNodes(value)),
  );
}

function argumentsPane(values: unknown): HTMLElement {
  const attributes = { class: "pane", tabindex: "0", role: "region", "aria-label": texts.confirmArguments };
  return element("div", attributes, argumentsView(values));
}
