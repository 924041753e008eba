import { type Claim, dollars } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import { ClaimAssessment } from "./claim-assessment.ts";
import { assessByRules } from "./rule-based-assessor.ts";

/** Asks the agent's model, or, where none is configured, the rules. */
export async function assessClaim(claim: Claim): Promise<ClaimAssessment> {
  if (agent.model === undefined) return assessByRules(claim);
  const facts = claim.facts === undefined ? "" : `\nFacts: ${JSON.stringify(claim.facts)}`;
  return agent.ai({
    system: "You are an insurance claim assessor. Evaluate risk (0-100) and fraud indicators.",
    user: `Claim #${claim.claimId}: ${dollars(claim.amount)} - ${claim.description}${facts}`,
    schema: ClaimAssessment,
  });
}
