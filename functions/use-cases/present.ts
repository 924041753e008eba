import { type Approval, type ApprovalContent, type ApprovalSummary, resumeState, summarize } from "../core/approval.ts";
import { toUtc } from "../core/instant.ts";
import type { Execution, Note } from "../ports/execution-store.ts";
import type { ApprovalResponse } from "../schemas/approval-response.ts";
import type { Deps } from "./deps.ts";
import { statusOf } from "./executions.ts";
import { readContent } from "./read-approval.ts";

/** The approval as the wire has it. It never holds a review link, a task token or a callback id. */
export async function presentApproval(
  deps: Pick<Deps, "approvals" | "settings">,
  approval: Approval,
  known?: ApprovalContent,
): Promise<ApprovalResponse> {
  const { approvalRequestId, status, policy, initiatedBy, version } = approval;
  const content = known ?? (await readContent(deps, approvalRequestId));
  const { actionName: _, ...summary } = presentSummary(summarize(approval));
  return {
    ...summary,
    approvalRequestUrl: content.approvalRequestUrl ?? reviewPage(deps.settings.publicUrl, approvalRequestId),
    decision: status === "pending" ? null : status,
    feedback: "feedback" in approval ? approval.feedback : null,
    initiatedBy,
    context: content.context,
    action: content.action,
    arguments: content.action?.arguments ?? null,
    response: "response" in approval ? approval.response : null,
    sensitive: [...(content.sensitive ?? [])],
    policy: presentPolicy(policy),
    resumeState: resumeState(approval),
    version,
  };
}

/** Rule by rule: what a newer version has added is not ours to tell. */
function presentPolicy(policy: Approval["policy"]): ApprovalResponse["policy"] {
  const { quorum, exclusive, allowSelfApproval, remindAfterHours, escalateAfterHours, escalateTo } = policy;
  return {
    quorum,
    exclusive,
    allowSelfApproval,
    ...(remindAfterHours !== undefined && { remindAfterHours }),
    ...(escalateAfterHours !== undefined && { escalateAfterHours }),
    ...(escalateTo && { escalateTo: [...escalateTo] }),
  };
}

function reviewPage(publicUrl: string, approvalRequestId: string): string {
  return `${publicUrl}/review/${encodeURIComponent(approvalRequestId)}`;
}

export function presentSummary(summary: ApprovalSummary) {
  const { createdAt, expiresAt, decidedAt, reviewers, metadata } = summary;
  return {
    ...summary,
    reviewers: [...reviewers],
    metadata: { ...metadata },
    createdAt: toUtc(createdAt),
    expiresAt: toUtc(expiresAt),
    decidedAt: decidedAt === null ? null : toUtc(decidedAt),
  };
}

export function presentExecution(execution: Execution) {
  const { executionId, agent, pendingApprovals, createdAt, updatedAt } = execution;
  const status = statusOf(execution);
  return { executionId, agent, status, pendingApprovals, createdAt: toUtc(createdAt), updatedAt: toUtc(updatedAt) };
}

export function presentNote({ noteId, message, tags, by, at }: Note) {
  return { noteId, message, tags: [...tags], by, at: toUtc(at) };
}
