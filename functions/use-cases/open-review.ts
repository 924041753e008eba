import type { Approval, ApprovalContent } from "../core/approval.ts";
import { digest } from "../core/digest.ts";
import type { Note } from "../ports/execution-store.ts";
import type { Deps } from "./deps.ts";
import { readContent } from "./read-approval.ts";
import { issueNonce } from "./review-nonce.ts";

export interface Review {
  readonly approval: Approval;
  readonly content: ApprovalContent;
  /** The newest ones of the execution, in order. */
  readonly notes: readonly Note[];
  readonly earlierNotes: boolean;
  /** Null when there is nothing left to decide. */
  readonly nonce: string | null;
}

type Needs = Pick<Deps, "approvals" | "executions" | "clock" | "crypto" | "links">;

const notesShown = 100;

/** Everything that a reviewer is shown, and a nonce that says, signed, that it was this. */
export async function openReview(deps: Needs, approval: Approval, reviewer: string): Promise<Review> {
  const { approvalRequestId, executionId } = approval;
  const content = await readContent(deps, approvalRequestId);
  const newest = executionId === null ? [] : await deps.executions.lastNotes(executionId, notesShown + 1);
  const notes = newest.slice(-notesShown);
  const review = { approval, content, notes, earlierNotes: newest.length > notesShown };
  if (approval.status !== "pending") return { ...review, nonce: null };
  const displayedDigest = digest(deps.crypto.sha256, {
    approvalRequestId,
    content,
    notes,
    expiresAt: approval.expiresAt,
  });
  const shown = { shownAt: deps.clock.now(), displayedDigest };
  return { ...review, nonce: await issueNonce(deps, approvalRequestId, reviewer, shown) };
}
