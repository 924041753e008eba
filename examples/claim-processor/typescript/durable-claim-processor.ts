import { durableAgent } from "@sayso/sdk/durable";
import { type Claim, dollars } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import { ClaimAssessment } from "./claim-assessment.ts";
import { type ClaimDecision, claimDecision } from "./claim-decision.ts";
import { reviewRequest } from "./review-request.ts";
import { assessByRules } from "./rule-based-assessor.ts";

/**
 * The claim processor as an AWS Lambda durable function. It costs nothing while a claim waits for a person, and goes on
 * at the very line with the decision: nothing is analysed, noted or asked twice, and nobody writes code for crashes.
 */
export const handler = durableAgent(
  "claim-processor",
  async (app, claim: Claim): Promise<ClaimDecision> => {
    const assessment =
      app.model === undefined
        ? assessByRules(claim)
        : await app.ai({
            system: "You are an insurance claim assessor. Evaluate risk (0-100) and fraud indicators.",
            user: `Claim #${claim.claimId}: ${dollars(claim.amount)} - ${claim.description}`,
            schema: ClaimAssessment,
          });
    await app.note(`Risk score: ${assessment.riskScore}/100`, { tags: ["assessment"] });

    // Low risk: no person is needed.
    if (assessment.riskScore < 40 && claim.amount < 10_000) {
      await app.note("Auto-approved: low risk, low value", { tags: ["decision"] });
      return { decision: "approved", method: "automatic" };
    }

    // High risk or high value: pause until a person has decided, five minutes or five days from now.
    await app.note(`Escalating for human review: risk=${assessment.riskScore}, amount=${dollars(claim.amount)}`, {
      tags: ["escalation"],
    });
    const result = await app.pause(reviewRequest(claim, assessment));
    await app.note(`Decided: ${result.decision}. Feedback: ${result.feedback ?? "none"}`, { tags: ["decision"] });
    return claimDecision(result);
  },
  { client: agent.client, model: agent.model },
);
