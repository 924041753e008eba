import { isApproval } from "../approval.ts";
import { ApprovalResult } from "../approval-result.ts";

/** An ApprovalResult's JSON as one again; `undefined` for what is not the end of that very approval. */
export function readResult(json: unknown, approvalRequestId: string): ApprovalResult | undefined {
  const value = typeof json === "string" ? parse(json) : json;
  if (typeof value !== "object" || value === null || !("decision" in value)) return undefined;
  const approval = { ...value, status: value.decision };
  if (!isApproval(approval) || approval.status === "pending") return undefined;
  return approval.approvalRequestId === approvalRequestId ? new ApprovalResult(approval) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
