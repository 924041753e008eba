import type { ApprovalContent, Decision, Reviewer, TerminalApproval } from "./approval.ts";
import { toUtc } from "./instant.ts";

/** What a waiting agent is given: the same words as `pause()` returns in every SDK. */
export interface ApprovalResult {
  readonly approvalRequestId: string;
  readonly executionId: string | null;
  readonly decision: Decision;
  readonly feedback: string | null;
  readonly reviewer: Reviewer | null;
  readonly arguments: unknown;
  readonly response: unknown;
  /** RFC 3339, UTC. */
  readonly decidedAt: string;
}

export function approvalResult(
  approval: TerminalApproval,
  content: Pick<ApprovalContent, "action">,
  executionId: string | null,
): ApprovalResult {
  return {
    approvalRequestId: approval.approvalRequestId,
    executionId,
    decision: approval.status,
    feedback: "feedback" in approval ? approval.feedback : null,
    reviewer: "reviewer" in approval ? approval.reviewer : null,
    arguments: content.action?.arguments ?? null,
    response: "response" in approval ? approval.response : null,
    decidedAt: toUtc(approval.decidedAt),
  };
}
