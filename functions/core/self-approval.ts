import type { Approval } from "./approval.ts";

/** Whether a person caused the request, and the policy therefore keeps its decision from them. */
export function isBarred({ initiatedBy, requestedBy, policy }: Approval, person: string): boolean {
  return (initiatedBy === person || requestedBy.id === person) && !policy.allowSelfApproval;
}
