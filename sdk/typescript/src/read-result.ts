import { isApproval } from "./approval.ts";
import { ApprovalResult } from "./approval-result.ts";
import { parseJson } from "./parse-json.ts";
import { SaysoError } from "./sayso-error.ts";

/** An ApprovalResult's JSON as one again; `undefined` for what is not the end of an approval, or not of that one. */
export function readResult(json: unknown, approvalRequestId?: string): ApprovalResult | undefined {
  const value = typeof json === "string" ? parseJson(json) : json;
  if (typeof value !== "object" || value === null || !("decision" in value)) return undefined;
  const approval = { ...value, status: value.decision };
  if (!isApproval(approval) || approval.status === "pending") return undefined;
  if (approvalRequestId !== undefined && approval.approvalRequestId !== approvalRequestId) return undefined;
  return new ApprovalResult(approval);
}

/**
 * The ApprovalResult with which a state machine's task token was answered: the state's output, as text or as what that
 * text says. A callback's body must be verified first, which `verifyCallback` does.
 *
 * @throws {SaysoError} `invalid_result` for what is not the end of an approval, and never a result of it
 */
export function parseApprovalResult(json: unknown): ApprovalResult {
  const result = readResult(json);
  if (result !== undefined) return result;
  throw new SaysoError("invalid_result", "This is not the end of an approval");
}
