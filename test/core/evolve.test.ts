import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { evolve } from "../../functions/core/evolve.ts";
import {
  approve,
  cancelledClaim,
  claimDecided,
  expiredClaim,
  expiresAt,
  failedClaim,
  firstWaiter,
  nextDay,
  pendingClaim,
  requestClaim,
  requestedAt,
  rita,
} from "./claim.ts";

const created: ApprovalEvent = {
  type: "approval.created",
  at: requestedAt,
  approval: { ...requestClaim.approval, waiters: [firstWaiter] },
};
const { type: _, ...decision } = approve;
const decided: ApprovalEvent = { type: "approval.decided", at: nextDay, ...decision };
const expired: ApprovalEvent = { type: "approval.expired", at: expiresAt };
const cancelled: ApprovalEvent = {
  type: "approval.cancelled",
  at: nextDay,
  by: "agent:claim-processor",
  feedback: "claimant withdrew",
};
const failed: ApprovalEvent = { type: "approval.failed", at: nextDay, feedback: "the wait broke" };
const moved: ApprovalEvent = { type: "approval.expiry_changed", at: nextDay, by: rita, expiresAt: expiresAt + 1 };
const reminded: ApprovalEvent = { type: "approval.reminded", at: nextDay };
const asked = ["rita@example.com", "olga@example.com"];
const escalated: ApprovalEvent = { type: "approval.escalated", at: nextDay, reviewers: asked };
const reassigned: ApprovalEvent = {
  ...{ type: "approval.reassigned", at: nextDay, by: rita, as: "reviewer", feedback: null },
  reviewers: ["olga@example.com"],
};
const restarted: ApprovalEvent = { type: "wait.restarted", at: nextDay, reason: "aborted" };
const resumed: ApprovalEvent = { type: "execution.resumed", at: nextDay, waiterId: "waiter-1" };
const givenUp: ApprovalEvent = { type: "execution.resume_given_up", at: nextDay, waiterId: "waiter-1", reason: "gone" };

describe("each event makes the next state", () => {
  const resuming = [{ ...firstWaiter, state: "resuming" }];
  const before = { ...pendingClaim, lastHash: "" };
  const ended = { ...before, waiters: resuming, version: 2, updatedAt: nextDay, decidedAt: nextDay };

  test("created", () => {
    assert.deepEqual(evolve(undefined, created), before);
  });

  test("decided", () => {
    assert.deepEqual(evolve(before, decided), {
      ...ended,
      status: "approved",
      reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
      feedback: "Receipts match.",
      response: null,
      decisionId: "attempt-2",
    });
  });

  test("expired", () => {
    assert.deepEqual(evolve(before, expired), {
      ...ended,
      status: "expired",
      updatedAt: expiresAt,
      decidedAt: expiresAt,
    });
  });

  test("cancelled and failed", () => {
    assert.deepEqual(evolve(before, cancelled), {
      ...ended,
      status: "error",
      cause: "cancelled",
      feedback: "claimant withdrew",
    });
    assert.deepEqual(evolve(before, failed), {
      ...ended,
      status: "error",
      cause: "failed",
      feedback: "the wait broke",
    });
  });

  test("expiry changed and wait restarted", () => {
    const next = { ...before, version: 2, updatedAt: nextDay, waitGeneration: 2 };
    assert.deepEqual(evolve(before, moved), { ...next, expiresAt: 1_767_520_800_001 });
    assert.deepEqual(evolve(before, restarted), next);
  });

  test("reminded and escalated: once is remembered, links and wait stay", () => {
    const next = { ...before, version: 2, updatedAt: nextDay };
    assert.deepEqual(evolve(before, reminded), { ...next, remindedAt: nextDay });
    assert.deepEqual(evolve(before, escalated), { ...next, reviewers: asked, escalatedAt: nextDay });
  });

  test("reassigned: others, new links, and the dead ones known, the newest twenty of them", () => {
    const first = evolve(before, reassigned);
    const former = (generation: number, ...names: readonly string[]) =>
      names.map((name) => ({ reviewer: `${name}@example.com`, generation }));
    assert.deepEqual(first, {
      ...{ ...before, version: 2, updatedAt: nextDay, linkGeneration: 2 },
      reviewers: ["olga@example.com"],
      formerLinks: former(1, "rita", "sam", "ivan"),
    });
    const second = evolve(first, { ...reassigned, reviewers: ["sam@example.com"] });
    assert.equal(second.linkGeneration, 3);
    assert.deepEqual(second.formerLinks, [...former(2, "olga"), ...former(1, "rita", "sam", "ivan")]);
    const crowd = Array.from({ length: 19 }, (_, n) => `crowd-${n}@example.com`);
    const last = evolve({ ...(second as typeof before), reviewers: crowd }, reassigned);
    assert.equal(last.formerLinks?.length, 20);
    assert.deepEqual(last.formerLinks?.slice(18), [
      { reviewer: "crowd-18@example.com", generation: 3 },
      { reviewer: "olga@example.com", generation: 2 },
    ]);
  });

  test("resumed and given up", () => {
    const approved = claimDecided("approved");
    const next = { ...approved, version: 3 };
    assert.deepEqual(evolve(approved, resumed), {
      ...next,
      waiters: [{ ...firstWaiter, state: "resumed", target: null }],
    });
    assert.deepEqual(evolve(approved, givenUp), {
      ...next,
      waiters: [{ ...firstWaiter, state: "given_up", target: null }],
    });
  });
});

describe("F3 a history that cannot have been is refused", () => {
  const terminals = {
    approved: claimDecided("approved"),
    expired: expiredClaim,
    cancelled: cancelledClaim,
    failed: failedClaim,
  };

  test("nothing comes before the request, and no second one after it", () => {
    const later = [decided, expired, cancelled, failed, moved, reminded, escalated, reassigned, restarted];
    for (const event of [...later, resumed, givenUp])
      assert.throws(() => evolve(undefined, event), /cannot follow nothing/, event.type);
    assert.throws(() => evolve(pendingClaim, created), /approval.created cannot follow pending/);
  });

  for (const [name, terminal] of Object.entries(terminals)) {
    test(`an approval that is ${name} does not end again, nor wait again`, () => {
      for (const event of [decided, expired, cancelled, failed, moved, reminded, escalated, reassigned, restarted])
        assert.throws(() => evolve(terminal, event), /cannot follow/, event.type);
    });
  }

  test("nobody is resumed while it is pending", () => {
    for (const event of [resumed, givenUp]) assert.throws(() => evolve(pendingClaim, event), /cannot follow pending/);
  });
});

test("evolve changes neither the approval nor the event that it is given", () => {
  const approval = structuredClone(pendingClaim);
  const event = structuredClone(decided);
  evolve(approval, event);
  assert.deepEqual(approval, pendingClaim);
  assert.deepEqual(event, decided);
});
