// biome-ignore-all lint/correctness/noUnusedVariables: the page prints it without a caller
// biome-ignore-all lint/correctness/noUnusedFunctionParameters: and so
import { AgentFieldClient } from "@sayso/sdk";

const client = new AgentFieldClient({ serverUrl: process.env.AGENTFIELD_SERVER });
async function processClaim(claimId: string, amount: number): Promise<ClaimDecision> {
  // Request approval from a human reviewer
  const result = await client.requestApproval({
    approvalRequestId: `claim-${claimId}`,
    approvalRequestUrl: `https://dashboard.example.com/claims/${claimId}`,
    expiresInHours: 24,
  });
  // Wait for the reviewer's decision
  const approval = await client.waitForApproval(result.approvalRequestId, {
    timeout: 24 * 60 * 60 * 1000, // 24 hours in ms
  });
  if (approval.decision === "approved") {
    return { decision: "approved", method: "human", feedback: approval.feedback };
  }
  if (approval.decision === "request_changes") {
    return { decision: "needs_review", feedback: approval.feedback };
  }
  return { decision: "rejected", reason: approval.feedback };
}
