import { numberText } from "../page/numbers.ts";
import type { ReviewerDecision } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";

const mostCharacters = 10_000;

/** What is wrong with a comment for this decision; undefined when nothing is. */
export function commentProblem(decision: ReviewerDecision, comment: string): string | undefined {
  const over = comment.length - mostCharacters;
  if (decision === "request_changes" && comment.trim() === "") return texts.commentNeeded;
  return over > 0 ? texts.commentTooLong(numberText(over)) : undefined;
}
