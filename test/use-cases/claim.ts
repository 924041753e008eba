import type { Requester, Reviewer } from "../../functions/core/approval.ts";
import type { Evidence } from "../../functions/core/event.ts";
import type { ApprovalRequest } from "../../functions/schemas/approval-request.ts";
import type { Applied } from "../../functions/use-cases/apply-command.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { type Requested, requestApproval } from "../../functions/use-cases/request-approval.ts";
import { type SubmitDecision, submitDecision } from "../../functions/use-cases/submit-decision.ts";

export const rita: Reviewer = { id: "rita", name: "Rita Reyes", via: "oidc" };
export const sam: Reviewer = { id: "sam", name: "Sam Sato", via: "oidc" };
export const claimProcessor: Requester = { id: "agent:claim-processor", via: "api_key", credential: "claims01" };
export const otherAgent: Requester = { id: "agent:mailer", via: "api_key", credential: "mailer01" };

/** An agent that is a state of the user's own state machine asks two reviewers. */
export const claim: ApprovalRequest = {
  approvalRequestId: "claim-42",
  title: "Pay claim 42",
  context: "The claimant lost a **suitcase**.",
  action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
  executionId: "run-1",
  reviewers: ["rita", "sam"],
  expiresInHours: 72,
  resume: { kind: "task-token", taskToken: "task-token-1" },
};

export const byApi: Evidence = { channel: "api", session: "5e55", displayedDigest: null, shownAt: null };

export function ask(deps: Deps, changes: Partial<ApprovalRequest> = {}, requestedBy = claimProcessor) {
  return requestApproval(deps, { request: { ...claim, ...changes }, requestedBy, agent: "claim-processor" });
}

export function answer(deps: Deps, submission: Partial<SubmitDecision> = {}) {
  return submitDecision(deps, {
    approvalRequestId: "claim-42",
    decision: "approved",
    feedback: "Receipts match.",
    response: null,
    reviewer: rita,
    linkGeneration: null,
    evidence: byApi,
    ...submission,
  });
}

/** The code of a refusal; undefined for what was carried out. */
export function refusalOf(applied: Applied | Requested): string | undefined {
  return applied.ok ? undefined : applied.refusal.code;
}
