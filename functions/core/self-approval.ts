import type { Approval } from "./approval.ts";

/** Who caused a request, and what its policy says of them. */
type Caused = Pick<Approval, "initiatedBy" | "requestedBy" | "policy">;

/** Whether a person caused the request, and the policy therefore keeps its decision from them. */
export function isBarred({ initiatedBy, requestedBy, policy }: Caused, person: string): boolean {
  return (initiatedBy === person || requestedBy.id === person) && !policy.allowSelfApproval;
}

/** Whether nobody who is asked, or who would be by an escalation, may decide: it could only expire. */
export function isHopeless(request: Caused & Pick<Approval, "reviewers">): boolean {
  const asked = [...request.reviewers, ...(request.policy.escalateTo ?? [])];
  return asked.every((person) => isBarred(request, person));
}
