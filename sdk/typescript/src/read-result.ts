import { isApproval } from "./approval.ts";
import { ApprovalResult } from "./approval-result.ts";

/** An ApprovalResult's JSON as one again; `undefined` for what is not the end of an approval, or not of that one. */
export function readResult(json: unknown, approvalRequestId?: string): ApprovalResult | undefined {
  const value = typeof json === "string" ? parse(json) : json;
  if (typeof value !== "object" || value === null || !("decision" in value)) return undefined;
  const approval = { ...value, status: value.decision };
  if (!isApproval(approval) || approval.status === "pending") return undefined;
  if (approvalRequestId !== undefined && approval.approvalRequestId !== approvalRequestId) return undefined;
  return new ApprovalResult(approval);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
