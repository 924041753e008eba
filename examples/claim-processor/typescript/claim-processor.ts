import { assessClaim } from "./assess-claim.ts";
import { type Claim, dollars } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import type { ClaimDecision } from "./claim-decision.ts";
import { reviewRequest } from "./review-request.ts";

/** Settles small, harmless claims by itself and asks a person about all others. */
export const processClaim = agent.reasoner("process-claim", async (claim: Claim): Promise<ClaimDecision> => {
  const assessment = await assessClaim(claim);
  agent.note(`Risk score: ${assessment.riskScore}/100`, { tags: ["assessment"] });

  // Low risk: no person is needed.
  if (assessment.riskScore < 40 && claim.amount < 10_000) {
    agent.note("Auto-approved: low risk, low value", { tags: ["decision"] });
    return { decision: "approved", method: "automatic" };
  }

  // High risk or high value: pause until a person has decided, five minutes or five days from now.
  agent.note(`Escalating for human review: risk=${assessment.riskScore}, amount=${dollars(claim.amount)}`, {
    tags: ["escalation"],
  });
  const result = await agent.pause({
    ...reviewRequest(claim, assessment),
    onPending: (approval) => console.log(`Waiting for a decision: ${approval.approvalRequestUrl}`),
  });

  if (result.approved) {
    agent.note(`Approved by reviewer. Feedback: ${result.feedback}`, { tags: ["decision"] });
    return { decision: "approved", method: "human", feedback: result.feedback };
  }
  if (result.changesRequested) {
    agent.note(`Changes requested: ${result.feedback}`, { tags: ["decision"] });
    return { decision: "needs_review", feedback: result.feedback };
  }
  if (result.decision === "expired") {
    agent.note("Nobody answered in time: escalating", { tags: ["decision"] });
    return { decision: "escalated", reason: "approval_timeout" };
  }
  if (result.decision === "error") return { decision: "failed", reason: result.feedback };
  agent.note(`Rejected by reviewer. Reason: ${result.feedback}`, { tags: ["decision"] });
  return { decision: "rejected", reason: result.feedback };
});

// node claim-processor.ts 42 12000 "Water damage in the kitchen"
if (import.meta.main) {
  const [claimId, amount, description = ""] = process.argv.slice(2);
  if (claimId === undefined || !(Number(amount) >= 0)) {
    console.error('usage: node claim-processor.ts <claim id> <amount> ["description"]');
    process.exit(2);
  }
  console.log(await processClaim({ claimId, amount: Number(amount), description }));
}
