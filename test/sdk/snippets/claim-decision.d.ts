/** The type that the reference page's snippet names and does not declare. */
type ClaimDecision =
  | { decision: "approved"; method: "human"; feedback: string | null }
  | { decision: "needs_review"; feedback: string | null }
  | { decision: "rejected"; reason: string | null };
