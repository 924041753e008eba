import type { ApprovalResult } from "@sayso/sdk";

/** What became of a claim. */
export type ClaimDecision =
  | { readonly decision: "approved"; readonly method: "automatic" }
  | { readonly decision: "approved"; readonly method: "human"; readonly feedback: string | null }
  | { readonly decision: "needs_review"; readonly feedback: string | null }
  | { readonly decision: "rejected"; readonly reason: string | null }
  /** Nobody answered in time. That is nobody's no: it goes to somebody senior. */
  | { readonly decision: "escalated"; readonly reason: "approval_timeout" }
  /** The request was cancelled or could not be kept. */
  | { readonly decision: "failed"; readonly reason: string | null };

/** What the reviewer's answer means for the claim. */
export function claimDecision(result: ApprovalResult): ClaimDecision {
  const { feedback } = result;
  switch (result.decision) {
    case "approved":
      return { decision: "approved", method: "human", feedback };
    case "request_changes":
      return { decision: "needs_review", feedback };
    case "rejected":
      return { decision: "rejected", reason: feedback };
    case "expired":
      return { decision: "escalated", reason: "approval_timeout" };
    case "error":
      return { decision: "failed", reason: feedback };
  }
}
