import type { Approval, Decision, Reviewer } from "./approval.ts";

/**
 * How an approval ended.
 *
 * `expired` means that nobody answered in time and `error` that the request was cancelled or could not be kept:
 * neither is a person's "no", and neither is ever a "yes".
 *
 * @example
 * const result = await agent.pause({ approvalRequestId: "claim-42", expiresInHours: 24 });
 * if (result.approved) await pay(result.arguments);
 */
export class ApprovalResult {
  readonly decision: Decision;
  /** The reviewer's comment, reason or instructions. */
  readonly feedback: string | null;
  /** Who decided; `null` where nobody did (`expired`, `error`). */
  readonly reviewer: Reviewer | null;
  /** The arguments that were approved, where the server says them. */
  readonly arguments: unknown;
  /** The reviewer's answer to the request's `responseSchema`. */
  readonly response: unknown;
  /** When the approval ended, RFC 3339. */
  readonly decidedAt: string | null;
  readonly approvalRequestId: string;
  readonly executionId: string | null;

  /** @param approval an approval that is no longer pending */
  constructor(approval: Approval) {
    if (approval.status === "pending") throw new TypeError(`Approval ${approval.approvalRequestId} is still pending`);
    this.decision = approval.status;
    this.feedback = approval.feedback ?? null;
    this.reviewer = approval.reviewer ?? null;
    this.arguments = approval.arguments ?? null;
    this.response = approval.response ?? null;
    this.decidedAt = approval.decidedAt ?? null;
    this.approvalRequestId = approval.approvalRequestId;
    this.executionId = approval.executionId ?? null;
  }

  /** `true` only when a person approved. */
  get approved(): boolean {
    return this.decision === "approved";
  }

  /** `true` when the reviewer wants something changed; `feedback` says what. Ask again under a new id. */
  get changesRequested(): boolean {
    return this.decision === "request_changes";
  }
}
