import type { ApprovalRequest } from "@sayso/sdk";
import { type Claim, dollars } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import type { ClaimAssessment } from "./claim-assessment.ts";
import { assessorInWords, assessorName } from "./configured-model.ts";

/** What the reviewer is shown: the question, the case, and exactly what will be done on a yes. */
export function reviewRequest(claim: Claim, assessment: ClaimAssessment, expiresInHours = 24): ApprovalRequest {
  const { claimId, amount, description } = claim;
  return {
    approvalRequestId: `claim-${claimId}`,
    expiresInHours,
    title: `Pay ${dollars(amount)} for claim ${claimId}?`,
    context: [
      `**Risk ${assessment.riskScore} of 100** (assessed by ${plain(assessorInWords(agent.model))})`,
      plain(assessment.summary),
      ...(assessment.fraudIndicators.length === 0
        ? []
        : [assessment.fraudIndicators.map((it) => `- ${plain(it)}`).join("\n")]),
      `**Claim:** ${plain(description)}`,
      `Recommended: ${assessment.recommendedAction.replace("_", "-")}`,
    ].join("\n\n"),
    action: { name: "pay_claim", arguments: { claimId, amount, currency: "USD" } },
    metadata: { claimId, amount, risk: assessment.riskScore, assessor: assessorName(agent.model) },
  };
}

/** The text as text: what comes from a file or a model must not format the reviewer's page. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>#|!~]/g, "\\$&");
}
