import { element } from "../page/element.ts";
import { localTime } from "../page/moments.ts";
import { visibleNodes, visibleText } from "../page/visible-text.ts";
import type { ApprovalResponse, ReviewerDecision } from "../page/wire.ts";
import { texts } from "../texts.ts";

interface Outcome {
  readonly approval: ApprovalResponse;
  readonly meanings: Readonly<Record<string, string>>;
  /** Whether the decision was made on this page. */
  readonly yours: boolean;
  /** Why the reader's own decision was not recorded. */
  readonly missed?: string | undefined;
  /** What the reader had typed and nobody will get. */
  readonly unsent: string;
}

/** Who ended it, how, when and with which words. */
export function outcomeView({ approval, meanings, yours, missed, unsent }: Outcome): readonly HTMLElement[] {
  const { status, feedback, decidedAt } = approval;
  const parts: HTMLElement[] = [
    element("h2", { tabindex: "-1" }, yours ? texts.outcomeYours[status as ReviewerDecision] : sentence(approval)),
  ];
  if (missed) parts.unshift(element("p", { class: "warning" }, missed));
  if (decidedAt) parts.push(element("p", { class: "kind" }, localTime(decidedAt)));
  if (meanings[status]) parts.push(element("p", {}, meanings[status]));
  if (feedback) parts.push(element("h3", {}, texts.feedback), quote(feedback));
  parts.push(...unsentView(unsent));
  if (yours) parts.push(element("p", { class: "kind" }, texts.closeTab));
  return parts;
}

/** What the reader had typed, so that it is not lost with the form. */
export function unsentView(comment: string): readonly HTMLElement[] {
  return comment ? [element("h3", {}, texts.notSent), quote(comment)] : [];
}

function sentence({ status, reviewer }: ApprovalResponse): string {
  return status === "pending" ? texts.status.pending : texts.outcome[status](visibleText(reviewer?.name ?? ""));
}

function quote(words: string): HTMLElement {
  return element("blockquote", { class: "text", dir: "auto" }, ...visibleNodes(words));
}
