import { useLayoutEffect, useRef } from "preact/hooks";
import { visibleText } from "../page/escapes.ts";
import { LocalTime } from "../page/moments.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalResponse, ReviewerDecision } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";

export interface Outcome {
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
export function OutcomeView({ approval, meanings, yours, missed, unsent, takesFocus }: Outcome & FocusChoice) {
  const { status, feedback, decidedAt } = approval;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section class={`card outcome ${status}`} id="outcome">
      {missed && <p class="warning">{missed}</p>}
      <h2 tabIndex={-1} ref={heading}>
        {outcomeSentence({ approval, yours })}
      </h2>
      {decidedAt && (
        <p class="kind">
          <LocalTime at={decidedAt} />
        </p>
      )}
      {meanings[status] && <p>{meanings[status]}</p>}
      {feedback && (
        <>
          <h3>{texts.feedback}</h3>
          <Quotation words={feedback} />
        </>
      )}
      <UnsentView comment={unsent} />
      {yours && <p class="kind">{texts.closeTab}</p>}
    </section>
  );
}

interface FocusChoice {
  /** Whether the reader was about to decide: what came of it is what they look for. */
  readonly takesFocus: boolean;
}

/** What the reader had typed, so that it is not lost with the form. */
export function UnsentView({ comment }: { readonly comment: string }) {
  if (comment === "") return null;
  return (
    <>
      <h3>{texts.notSent}</h3>
      <Quotation words={comment} />
    </>
  );
}

export function outcomeSentence({ approval, yours }: Pick<Outcome, "approval" | "yours">): string {
  const { status, reviewer } = approval;
  if (status === "pending") return productTexts.status.pending;
  if (yours) return texts.outcomeYours[status as ReviewerDecision];
  return texts.outcome[status](visibleText(reviewer?.name ?? ""));
}

function Quotation({ words }: { readonly words: string }) {
  return (
    <blockquote class="text" dir="auto">
      {visibleNodes(words)}
    </blockquote>
  );
}
