import { callService, isPassing } from "../page/call-service.ts";
import { forgetComment, keepComment, keptComment } from "../page/kept-comment.ts";
import { setServiceClock } from "../page/service-clock.ts";
import type { ApprovalResponse, Review, ReviewerDecision, Trouble } from "../page/wire.ts";
import { decisionSubmitter } from "./submit-decision.ts";

/** How the page of one approval stands. */
export interface DeskState {
  /** What is on the page: also what a decision is about, and whose nonce it carries. */
  readonly review: Review | undefined;
  /** Why there is nothing to see, or, with a review, nothing to decide any more. */
  readonly trouble: Trouble | undefined;
  readonly comment: string;
  /** A barred reader's comment is here again once they have signed in. */
  readonly commentKept: boolean;
  readonly complaint: {
    readonly words: string;
    readonly retry?: (() => void) | undefined;
    /** It is the comment that is wrong. */
    readonly ofComment?: boolean;
  };
  readonly sending: boolean;
  /** What the reader is asked to confirm. */
  readonly asking: ReviewerDecision | undefined;
  readonly ended:
    | { readonly yours: boolean; readonly missed?: string | undefined; readonly unsent: string }
    | undefined;
  /** The reader has had it before them while it could be decided. */
  readonly wasOpen: boolean;
  readonly outOfTouch: boolean;
  readonly noteAdded: boolean;
}

export const freshDesk: DeskState = {
  review: undefined,
  trouble: undefined,
  comment: "",
  commentKept: false,
  complaint: { words: "" },
  sending: false,
  asking: undefined,
  ended: undefined,
  wasOpen: false,
  outOfTouch: false,
  noteAdded: false,
};

/** One approval before its reader, from its loading to what came of it. `changed` is told of each new state. */
export function reviewDesk(approvalRequestId: string, token: string | undefined, changed: (state: DeskState) => void) {
  const byLink = token !== undefined;
  const path = `v1/review/${encodeURIComponent(approvalRequestId)}`;
  let state = freshDesk;

  function set(change: Partial<DeskState>): void {
    state = { ...state, ...change };
    changed(state);
  }

  const submitter = decisionSubmitter({
    path: `${path}/decision`,
    token,
    review: () => state.review as Review,
    sending: (sending) => set({ sending }),
    complain: (words, retry) => set({ complaint: { words, retry } }),
    decided: (approval) => end(approval, true),
    missed: (approval, why) => end(approval, false, why),
    barred,
    outdated: () => void refresh(true),
  });

  async function load(): Promise<void> {
    set({ trouble: undefined });
    const answer = await callService<Review>(path, { token });
    if (!answer.ok) return set({ trouble: answer.trouble });
    const { approval, reviewer, nonce } = answer.body;
    adopt(answer.body);
    if (approval.status !== "pending") end(approval, false);
    else if (nonce !== null) set({ wasOpen: true, comment: keptComment(approvalRequestId, reviewer.id) });
  }

  /** Takes what may have changed, and the nonce that stands for it. */
  function adopt(review: Review): void {
    setServiceClock(Date.parse(review.now));
    set({ review });
  }

  /** Looks whether the request has ended or changed elsewhere; while somebody is asked to confirm, only the end counts. */
  async function refresh(anyway = false): Promise<void> {
    if (submitter.isSending() || isOver()) return;
    const answer = await callService<Review>(path, { token });
    if (submitter.isSending() || isOver()) return;
    const passing = !answer.ok && isPassing(answer.status);
    if (passing !== state.outOfTouch) set({ outOfTouch: passing });
    if (!answer.ok) return passing ? undefined : barred(answer.trouble);
    const latest = answer.body;
    setServiceClock(Date.parse(latest.now));
    if (latest.approval.status !== "pending") {
      if (!submitter.settle()) end(latest.approval, false);
    } else if (state.asking === undefined && (anyway || isNews(latest))) {
      if (newestNote(latest) !== newestNote(state.review)) set({ noteAdded: true });
      adopt(latest);
    }
  }

  function isOver(): boolean {
    return state.review?.approval.status !== "pending" || state.trouble !== undefined;
  }

  function isNews(latest: Review): boolean {
    return (
      latest.approval.expiresAt !== state.review?.approval.expiresAt ||
      latest.approval.version !== state.review?.approval.version ||
      newestNote(latest) !== newestNote(state.review)
    );
  }

  /** The link died, or the person's sign-in did, while the page was open. */
  function barred(trouble: Trouble): void {
    const { comment, review } = state;
    const signedOut = trouble.code === "unauthenticated" && !byLink;
    const commentKept = signedOut && comment.trim() !== "" && review !== undefined;
    if (commentKept) keepComment(approvalRequestId, { reviewerId: review.reviewer.id, comment });
    set({ trouble, asking: undefined, commentKept });
  }

  /** From here on there is nothing to decide, on this page or elsewhere. */
  function end(approval: ApprovalResponse, yours: boolean, missed?: string): void {
    forgetComment(approvalRequestId);
    const { review, comment } = state;
    if (!review) return;
    const unsent = yours ? "" : comment.trim();
    const ended = { yours, missed, unsent };
    set({ review: { ...review, approval, nonce: null }, asking: undefined, outOfTouch: false, ended });
  }

  return {
    state: () => state,
    load,
    refresh,
    write: (comment: string) => set({ comment }),
    complain: (words: string) => set({ complaint: { words, ofComment: words !== "" } }),
    ask: (asking: ReviewerDecision | undefined) => set({ asking }),
    confirm: (decision: ReviewerDecision) => {
      set({ asking: undefined });
      submitter.submit(decision, state.comment.trim());
    },
    /** A new state of the approval that this page has brought about itself, other than its end. */
    adoptApproval: (approval: ApprovalResponse) => state.review && set({ review: { ...state.review, approval } }),
  };
}

function newestNote(review: Review | undefined): string | undefined {
  return review?.notes.at(-1)?.noteId;
}

export type ReviewDesk = ReturnType<typeof reviewDesk>;
