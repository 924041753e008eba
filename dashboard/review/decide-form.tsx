import { useRef } from "preact/hooks";
import { visibleText } from "../page/escapes.ts";
import { Press } from "../page/press.tsx";
import { useShortcuts } from "../page/shortcuts.ts";
import type { Review, ReviewerDecision } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import { commentProblem } from "./comment-problem.ts";
import { unopened, useUnopened } from "./long-value.tsx";
import type { DeskState, ReviewDesk } from "./review-desk.ts";

const decisions: readonly ReviewerDecision[] = ["approved", "request_changes", "rejected"];

interface Props {
  readonly desk: ReviewDesk;
  readonly state: DeskState;
  readonly review: Review;
}

/** Where a person writes a comment and chooses. Choosing asks for confirmation, and nothing else decides. */
export function DecideForm({ desk, state, review }: Props) {
  const { comment, complaint, sending } = state;
  const { reviewer, meanings } = review;
  const field = useRef<HTMLTextAreaElement>(null);
  const closed = useUnopened();
  const locked = closed > 0;

  function choose(decision: ReviewerDecision): void {
    if (sending || locked) return;
    const wrong = commentProblem(decision, comment);
    desk.complain(wrong ?? "");
    if (wrong === undefined) desk.ask(decision);
    else field.current?.focus();
  }
  useShortcuts({ a: () => choose("approved"), r: () => choose("rejected"), c: () => choose("request_changes") });

  return (
    <section class="card" id="decide" aria-busy={sending}>
      <h2>{texts.decide}</h2>
      <p>{texts.decidingAs(visibleText(reviewer.name))}</p>
      <label for="comment">{texts.comment}</label>
      <p class="kind" id="comment-hint">
        {texts.commentHint}
      </p>
      <textarea
        id="comment"
        rows={4}
        aria-describedby="comment-hint problem"
        aria-invalid={complaint.ofComment ? true : undefined}
        ref={field}
        value={comment}
        readOnly={sending}
        onInput={(event) => desk.write(event.currentTarget.value)}
      />
      <div id="problem" role="alert">
        {complaint.words && <p class="warning">{complaint.words}</p>}
        {complaint.retry && <Press onPress={complaint.retry}>{productTexts.tryAgain}</Press>}
      </div>
      <p class="warning" id="locked" hidden={!locked}>
        {`${texts.notAllShown(closed)} `}
        <Press class="quiet" onPress={() => unopened()[0]?.focus()}>
          {texts.goToNext}
        </Press>
      </p>
      <p class="kind" role="status">
        {sending ? texts.sending : ""}
      </p>
      <div class="choices wide">
        {decisions.map((decision) => (
          <div key={decision}>
            <Press
              class={decision}
              aria-describedby={`means-${decision} locked`}
              disabled={sending || locked}
              onPress={() => choose(decision)}
            >
              {texts.choices[decision]}
            </Press>
            <p class="kind" id={`means-${decision}`}>
              {meanings[decision]}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}
