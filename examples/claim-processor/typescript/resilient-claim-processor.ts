import type { Approval } from "@sayso/sdk";
import { assessClaim } from "./assess-claim.ts";
import { type Claim, dollars } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import { type ClaimDecision, claimDecision } from "./claim-decision.ts";
import { reviewRequest } from "./review-request.ts";

/** What a caller may add to a run; run-claims.ts does. */
export interface ClaimRun {
  readonly assess?: typeof assessClaim;
  readonly expiresInHours?: number | undefined;
  readonly onPending?: (approval: Approval) => void;
}

/** The claim processor that may crash at any line: started again, it neither analyses nor asks anything twice. */
export const resilientClaimProcessor = agent.reasoner(
  "resilient-claim-processor",
  async (claim: Claim, run: ClaimRun = {}): Promise<ClaimDecision> => {
    const { assess = assessClaim, expiresInHours, onPending } = run;

    // Did we crash while waiting? The reviewer may have decided already; if not, this waits on. It needs no time-out of
    // its own: the server ends every approval when it expires.
    const resumed = await agent.waitForResume({ approvalRequestId: `claim-${claim.claimId}`, onPending });
    if (resumed !== null) {
      agent.note(`Resumed after a restart: ${resumed.decision}`, { tags: ["recovery"] });
      return claimDecision(resumed);
    }

    // Nothing was asked before: run the full analysis.
    const assessment = await assess(claim);
    agent.note(`Risk score: ${assessment.riskScore}/100`, { tags: ["assessment"] });
    if (assessment.riskScore < 40 && claim.amount < 10_000) {
      agent.note("Auto-approved: low risk, low value", { tags: ["decision"] });
      return { decision: "approved", method: "automatic" };
    }

    agent.note(`Escalating for human review: risk=${assessment.riskScore}, amount=${dollars(claim.amount)}`, {
      tags: ["escalation"],
    });
    const result = await agent.pause({ ...reviewRequest(claim, assessment, expiresInHours), onPending });
    agent.note(`Decided: ${result.decision}. Feedback: ${result.feedback ?? "none"}`, { tags: ["decision"] });
    return claimDecision(result);
  },
);

// node resilient-claim-processor.ts 42 12000 "Water damage in the kitchen", then kill it and start it again
if (import.meta.main) {
  const [claimId, amount, description = ""] = process.argv.slice(2);
  if (claimId === undefined || !(Number(amount) >= 0)) {
    console.error('usage: node resilient-claim-processor.ts <claim id> <amount> ["description"]');
    process.exit(2);
  }
  const onPending = (approval: Approval) => console.log(`Waiting for a decision: ${approval.approvalRequestUrl}`);
  const processOnce = resilientClaimProcessor.withExecutionId(`claim-${claimId}`);
  console.log(await processOnce({ claimId, amount: Number(amount), description }, { onPending }));
}
