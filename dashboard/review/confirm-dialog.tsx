import { Modal } from "../page/modal.tsx";
import { Press } from "../page/press.tsx";
import { SureButton } from "../page/sure-button.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Review, ReviewerDecision } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import { JsonView } from "./json-view.tsx";

interface Question {
  readonly decision: ReviewerDecision;
  readonly feedback: string;
  readonly review: Review;
  readonly confirm: () => void;
  readonly back: () => void;
}

/** Says back exactly what is about to be decided, and asks. */
export function ConfirmDialog({ decision, feedback, review, confirm, back }: Question) {
  const { approval, meanings } = review;
  const { title, approvalRequestId, action } = approval;
  return (
    <Modal title={texts.confirm[decision]} describedBy="meaning" onClose={back}>
      <p id="meaning">{meanings[decision]}</p>
      <dl class="facts">
        <Row name={texts.requestId} value={title ?? approvalRequestId} />
        {action && <Row name={texts.actionName} value={action.name} />}
        <Row name={texts.confirmComment} value={feedback || texts.noComment} />
      </dl>
      {action && action.arguments !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard
        <section class="pane" tabIndex={0} aria-label={texts.confirmArguments}>
          <JsonView value={action.arguments} name={texts.confirmArguments} />
        </section>
      )}
      <p class="kind">{texts.confirmFinal}</p>
      <div class="choices">
        <SureButton class={decision} onSure={confirm}>
          {texts.confirmYes[decision]}
        </SureButton>
        <Press onPress={back}>{texts.back}</Press>
      </div>
    </Modal>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="text" dir="auto">
        {visibleNodes(value)}
      </dd>
    </div>
  );
}
