import type { Approval, ApprovalContent } from "../core/approval.ts";
import { digest } from "../core/digest.ts";
import type { Note } from "../ports/execution-store.ts";
import type { Deps } from "./deps.ts";
import { readContent } from "./read-approval.ts";
import { issueNonce } from "./review-nonce.ts";

export interface Review {
  readonly approval: Approval;
  readonly content: ApprovalContent;
  readonly notes: readonly Note[];
  /** Null when there is nothing left to decide. */
  readonly nonce: string | null;
}

type Needs = Pick<Deps, "approvals" | "executions" | "clock" | "crypto" | "links">;

const notesShown = 100;

/** Everything that a reviewer is shown, and a nonce that says, signed, that it was this. */
export async function openReview(deps: Needs, approval: Approval, reviewer: string): Promise<Review> {
  const { approvalRequestId, executionId } = approval;
  const content = await readContent(deps, approvalRequestId);
  const notes =
    executionId === null ? [] : (await deps.executions.notes(executionId, { cursor: null, limit: notesShown })).items;
  if (approval.status !== "pending") return { approval, content, notes, nonce: null };
  const displayedDigest = digest(deps.crypto.sha256, {
    approvalRequestId,
    content,
    notes,
    expiresAt: approval.expiresAt,
  });
  const shown = { shownAt: deps.clock.now(), displayedDigest };
  return { approval, content, notes, nonce: await issueNonce(deps, approvalRequestId, reviewer, shown) };
}
