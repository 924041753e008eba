import { type Answer, callService, isPassing, newKey } from "../page/call-service.ts";
import type { ApprovalResponse, Review, ReviewerDecision, Trouble } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";

/** One decision as a person confirmed it. Sent again it is the same, key and all, and has its effect once. */
interface Intent {
  readonly key: string;
  readonly body: { readonly decision: ReviewerDecision; readonly feedback?: string; readonly nonce: string };
}

interface Outside {
  readonly path: string;
  readonly token: string | undefined;
  /** What is on the page now. */
  readonly review: () => Review;
  readonly sending: (busy: boolean) => void;
  /** Says what went wrong; `retry` offers to send the same again. */
  readonly complain: (words: string, retry?: () => void) => void;
  readonly decided: (approval: ApprovalResponse) => void;
  /** It had ended before. */
  readonly missed: (approval: ApprovalResponse, why: string) => void;
  /** This page cannot decide any more. */
  readonly barred: (trouble: Trouble) => void;
  /** The service refused what the page had been given: the page needs something newer. */
  readonly outdated: () => void;
}

/** From a person's confirmation to what came of it. */
export function decisionSubmitter(outside: Outside) {
  let sending = false;
  let failed: Intent | undefined;

  function submit(decision: ReviewerDecision, feedback: string): void {
    const intent = sameAgain(decision, feedback) ?? {
      key: newKey(),
      body: { decision, ...(feedback && { feedback }), nonce: outside.review().nonce ?? "" },
    };
    void send(intent);
  }

  function sameAgain(decision: ReviewerDecision, feedback: string): Intent | undefined {
    return failed?.body.decision === decision && (failed.body.feedback ?? "") === feedback ? failed : undefined;
  }

  async function send(intent: Intent): Promise<void> {
    if (sending) return;
    const { path, token } = outside;
    sending = true;
    outside.complain("");
    outside.sending(true);
    const answer = await callService<ApprovalResponse>(path, { token, ...intent });
    sending = false;
    outside.sending(false);
    conclude(intent, answer);
  }

  function conclude(intent: Intent, answer: Answer<ApprovalResponse>): void {
    failed = undefined;
    if (answer.ok) outside.decided(answer.body);
    else refused(intent, answer.status, answer.trouble);
  }

  function refused(intent: Intent, status: number, trouble: Trouble): void {
    const { approval, code, detail } = trouble;
    if (approval) outside.missed(approval, code === "expired" ? texts.tooLateExpired : texts.tooLate);
    else if (code === "link_superseded" || code === "reassigned" || status === 401) outside.barred(trouble);
    else if (isPassing(status)) {
      failed = intent;
      const words = status === 429 ? texts.failed(detail) : `${detail} ${texts.notSure}`;
      outside.complain(words, () => void send(intent));
    } else {
      outside.complain(texts.failed(detail));
      outside.outdated();
    }
  }

  /** Sends what may have arrived once more, for its answer tells whether it did. False when nothing is in doubt. */
  function settle(): boolean {
    if (failed === undefined) return false;
    void send(failed);
    return true;
  }

  return { submit, isSending: () => sending, settle };
}
