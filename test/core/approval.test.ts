import assert from "node:assert/strict";
import { test } from "node:test";
import { summarize, waitingExecutions } from "../../functions/core/approval.ts";
import { toUtc } from "../../functions/core/instant.ts";
import { cancelledClaim, claimDecided, expiredClaim, failedClaim, firstWaiter, pendingClaim } from "./claim.ts";

test("a summary shows enough to choose an approval, and neither its tokens nor what was said", () => {
  assert.deepEqual(summarize(claimDecided("rejected")), {
    approvalRequestId: "claim-42",
    status: "rejected",
    title: "Pay claim 42",
    actionName: "pay_claim",
    agent: "claim-processor",
    executionId: "run-1",
    reviewers: ["rita@example.com", "sam@example.com", "ivan@example.com"],
    reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
    metadata: { region: "eu" },
    createdAt: 1_767_261_600_000,
    expiresAt: 1_767_520_800_000,
    decidedAt: 1_767_348_000_000,
  });
});

test("F10 nobody's name stands on what nobody decided", () => {
  for (const approval of [pendingClaim, expiredClaim, cancelledClaim, failedClaim])
    assert.equal(summarize(approval).reviewer, null, approval.status);
  assert.equal(summarize(pendingClaim).decidedAt, null);
  assert.equal(summarize(expiredClaim).decidedAt, 1_767_520_800_000);
  assert.equal(summarize({ ...pendingClaim, action: null }).actionName, null);
});

test("executions wait while the approval is pending, each of them once", () => {
  const again = { ...firstWaiter, waiterId: "waiter-2" };
  const other = { ...firstWaiter, waiterId: "waiter-3", executionId: "run-2" };
  const nameless = { ...firstWaiter, waiterId: "waiter-4", executionId: null };
  const pending = { ...pendingClaim, waiters: [firstWaiter, again, other, nameless] };
  assert.deepEqual(waitingExecutions(pending), ["run-1", "run-2"]);
  assert.deepEqual(waitingExecutions(claimDecided("approved")), []);
  assert.deepEqual(waitingExecutions(undefined), []);
});

test("F12 instants are written in UTC, to the millisecond, with their offset", () => {
  assert.equal(toUtc(0), "1970-01-01T00:00:00.000Z");
  assert.equal(toUtc(1_767_261_600_007), "2026-01-01T10:00:00.007Z");
});
