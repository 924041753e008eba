import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Approval } from "../../functions/core/approval.ts";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { seal } from "../../functions/core/seal.ts";
import { firstWaiter, handOver, nextDay, pendingClaim, requestClaim, requestedAt, rita, timedClaim } from "./claim.ts";
import { countingSealing } from "./sealing.ts";

function sealed(event: ApprovalEvent, before: Approval | undefined) {
  const [first] = seal(before, [event], countingSealing()).entries;
  assert.ok(first);
  return first;
}

const asked = '["rita@example.com","sam@example.com","ivan@example.com"]';

// Every hash and commitment was computed with Python's json and hashlib.

describe("who is asked, on the record", () => {
  test("a handing-over: by whom, in what right, from whom to whom, and why", () => {
    const { reviewers, reason: feedback } = handOver;
    const event = { type: "approval.reassigned", at: nextDay, by: rita, as: "reviewer", reviewers, feedback } as const;
    const { entry, disclosures } = sealed(event, pendingClaim);
    assert.deepEqual(disclosures, {
      reviewers: { salt: "salt-1", value: '["olga@example.com"]' },
      previousReviewers: { salt: "salt-2", value: asked },
      reviewer: { salt: "salt-3", value: "rita@example.com" },
      reviewerName: { salt: "salt-4", value: "Rita Reyes" },
      feedback: { salt: "salt-5", value: "On leave until Monday." },
    });
    const { type, at, sequence, state, authenticatedBy, detail, hash } = entry;
    assert.deepEqual(
      { type, at, sequence, state, authenticatedBy, detail },
      {
        type: "approval.reassigned",
        at: "2026-01-02T10:00:00.000Z",
        sequence: 2,
        state: "pending",
        authenticatedBy: "oidc",
        detail: { as: "reviewer" },
      },
    );
    assert.equal(entry.previousReviewers, "sha256:62e9252e0a84546955130e49cc686934e1bbba922d0e9f7a01859bb0493d0b7c");
    assert.equal(entry.reviewers, "sha256:654333719f725e6a6ea8e44b6c7c542e0717f2b5fec9467df1a60f6e89405b34");
    assert.equal(hash, "sha256:4ef6939466dc97eddab9cf7babb86d084ca8a155ba12f17c25897531ac65e186");
  });

  test("a reminder: whom, by the system", () => {
    const { entry, disclosures } = sealed({ type: "approval.reminded", at: nextDay }, pendingClaim);
    assert.deepEqual([entry.detail, entry.reviewer, entry.channel], [{ by: "system" }, null, null]);
    assert.deepEqual(disclosures, { reviewers: { salt: "salt-1", value: asked } });
  });

  test("an escalation: from whom to whom, by the system", () => {
    const reviewers = [...pendingClaim.reviewers, "olga@example.com"];
    const { entry, disclosures } = sealed({ type: "approval.escalated", at: nextDay, reviewers }, pendingClaim);
    assert.deepEqual([entry.detail, entry.reviewer], [{ by: "system" }, null]);
    assert.deepEqual(disclosures, {
      reviewers: {
        salt: "salt-1",
        value: '["rita@example.com","sam@example.com","ivan@example.com","olga@example.com"]',
      },
      previousReviewers: { salt: "salt-2", value: asked },
    });
  });

  test("a request: whom it will be escalated to is committed to, and when stands there, as instants", () => {
    const approval = { ...requestClaim.approval, policy: timedClaim.policy, waiters: [firstWaiter] };
    const { entry, disclosures } = sealed({ type: "approval.created", at: requestedAt, approval }, undefined);
    assert.deepEqual(entry.policy, { quorum: 1, exclusive: false, allowSelfApproval: false });
    assert.deepEqual(
      [entry.detail.remindAt, entry.detail.escalateAt],
      ["2026-01-01T14:00:00.000Z", "2026-01-01T18:00:00.000Z"],
    );
    assert.equal(disclosures.escalateTo?.value, '["olga@example.com"]');
    assert.doesNotMatch(JSON.stringify(entry), /olga/);
  });
});
