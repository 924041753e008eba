import type { Approval, TerminalApproval } from "./approval.ts";
import { toUtc } from "./instant.ts";

/** What became of an approval, as the object that Agentfield's SDK hands its agent as `raw_response`. */
export function agentfieldResponse(approval: TerminalApproval) {
  return {
    decision: approval.status,
    feedback: feedbackOf(approval),
    reviewer: "reviewer" in approval ? approval.reviewer : null,
    response: "response" in approval ? approval.response : null,
    decided_at: toUtc(approval.decidedAt),
  };
}

/**
 * Body of the callback to an agent on Agentfield's SDK. Whatever was decided, the execution goes on: `new_status` says so.
 *
 * @param latestApproval what the execution asked for last. The SDK gives a decision that nobody waits for any more to
 *   whatever else the same execution waits for; so the late decision on an earlier approval names no execution of its.
 */
export function agentfieldCallback(approval: TerminalApproval, executionId: string, latestApproval: string | null) {
  const { approvalRequestId } = approval;
  const latest = latestApproval === null || latestApproval === approvalRequestId;
  return {
    execution_id: latest ? executionId : `${executionId}#${approvalRequestId}`,
    approval_request_id: approvalRequestId,
    decision: approval.status,
    feedback: feedbackOf(approval),
    new_status: "running",
    response: agentfieldResponse(approval),
  };
}

/** Their SDK declares it a text, never nothing. */
function feedbackOf(approval: Approval): string {
  return ("feedback" in approval ? approval.feedback : null) ?? "";
}
