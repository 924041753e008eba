import type {
  DecidedApproval,
  ErrorApproval,
  ExpiredApproval,
  PendingApproval,
  Reviewer,
  ReviewerDecision,
  Waiter,
} from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import type { Evidence } from "../../functions/core/event.ts";

/** 2026-01-01T10:00:00.000Z */
export const requestedAt = 1_767_261_600_000;
/** 2026-01-02T10:00:00.000Z */
export const nextDay = 1_767_348_000_000;
/** 2026-01-04T10:00:00.000Z */
export const expiresAt = 1_767_520_800_000;

export const rita: Reviewer = { id: "rita@example.com", name: "Rita Reyes", via: "oidc" };
export const sam: Reviewer = { id: "sam@example.com", name: "Sam Sato", via: "link" };
/** On whose behalf the agent asked; also in the list of reviewers. */
export const ivan: Reviewer = { id: "ivan@example.com", name: "Ivan Ilic", via: "oidc" };

export const firstWaiter: Waiter = {
  waiterId: "waiter-1",
  executionId: "run-1",
  kind: "task-token",
  target: { kind: "task-token", taskToken: "task-token-1" },
  state: "waiting",
};

const facts = {
  approvalRequestId: "claim-42",
  contentDigest: "sha256:9069761c050024a849fe62a38b130720f2c0d6830ce8757b9d467c521bdfcab2",
  title: "Pay claim 42",
  action: {
    name: "pay_claim",
    digest: "sha256:9069761c050024a849fe62a38b130720f2c0d6830ce8757b9d467c521bdfcab2",
  },
  agent: "claim-processor",
  requestedBy: { id: "agent:claim-processor", via: "api_key", credential: "sk_4f1c" },
  initiatedBy: "ivan@example.com",
  executionId: "run-1",
  reviewers: ["rita@example.com", "sam@example.com", "ivan@example.com"],
  policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
  metadata: { region: "eu" },
  linkGeneration: 1,
  waitGeneration: 1,
  createdAt: requestedAt,
  expiresAt,
} as const;

export const requestClaim: Command & { type: "request" } = {
  type: "request",
  approval: { status: "pending", ...facts },
  waiter: firstWaiter,
};

export const pendingClaim: PendingApproval = {
  status: "pending",
  ...facts,
  waiters: [firstWaiter],
  updatedAt: requestedAt,
  version: 1,
  lastHash: "sha256:1111",
};

export const olga: Reviewer = { id: "olga@example.com", name: "Olga Ortiz", via: "oidc" };

/** Reminds four hours and escalates to Olga eight hours after the request. */
export const timedClaim: PendingApproval = {
  ...pendingClaim,
  policy: { ...facts.policy, remindAfterHours: 4, escalateAfterHours: 8, escalateTo: ["olga@example.com"] },
};

/** Rita hands over to Olga. */
export const handOver: Command & { type: "reassign" } = {
  type: "reassign",
  by: rita,
  as: "reviewer",
  reviewers: ["olga@example.com"],
  reason: "On leave until Monday.",
};

const resuming: Waiter = { ...firstWaiter, state: "resuming" };
const ended = {
  ...facts,
  waiters: [resuming],
  decidedAt: nextDay,
  updatedAt: nextDay,
  version: 2,
  lastHash: "sha256:2222",
};

export function claimDecided(status: ReviewerDecision): DecidedApproval {
  return { ...ended, status, reviewer: rita, feedback: null, response: null, decisionId: "attempt-1" };
}

export const expiredClaim: ExpiredApproval = {
  ...ended,
  status: "expired",
  decidedAt: expiresAt,
  updatedAt: expiresAt,
};
export const cancelledClaim: ErrorApproval = {
  ...ended,
  status: "error",
  cause: "cancelled",
  feedback: "claimant withdrew",
};
export const failedClaim: ErrorApproval = { ...ended, status: "error", cause: "failed", feedback: "the wait broke" };

export const onDashboard: Evidence = {
  channel: "dashboard",
  session: "sha256:5e55",
  displayedDigest: "sha256:d15b",
  shownAt: 1_767_347_940_000,
};

export const approve: Command & { type: "decide" } = {
  type: "decide",
  decision: "approved",
  reviewer: rita,
  linkGeneration: null,
  feedback: "Receipts match.",
  response: null,
  decisionId: "attempt-2",
  evidence: onDashboard,
};

export const cancel: Command & { type: "cancel" } = {
  type: "cancel",
  requester: "agent:claim-processor",
  feedback: "claimant withdrew",
};
