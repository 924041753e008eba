import type { ClaimDecision } from "./claim-decision.ts";

/** How a claim ended, as it is counted and written into the journal. */
export const claimOutcomes = ["automatic", "approved", "rejected", "changes requested", "expired", "error"] as const;

export type ClaimOutcome = (typeof claimOutcomes)[number];

export function claimOutcome(decision: ClaimDecision): ClaimOutcome {
  switch (decision.decision) {
    case "approved":
      return decision.method === "automatic" ? "automatic" : "approved";
    case "rejected":
      return "rejected";
    case "needs_review":
      return "changes requested";
    case "escalated":
      return "expired";
    case "failed":
      return "error";
  }
}
