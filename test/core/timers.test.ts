import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PendingApproval } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { nextLook, nextTimer, timersOf } from "../../functions/core/timers.ts";
import { approve, expiresAt, olga, pendingClaim, requestedAt, timedClaim } from "./claim.ts";
import { outcome } from "./outcome.ts";

/** 2026-01-01T14:00:00.000Z */
const remindAt = 1_767_276_000_000;
/** 2026-01-01T18:00:00.000Z */
const escalateAt = 1_767_290_400_000;

const remind: Command = { type: "remind" };
const escalate: Command = { type: "escalate" };

describe("when something is to happen", () => {
  test("the soonest first, each until it has happened, and the expiry last", () => {
    assert.deepEqual(timersOf(timedClaim), [
      { type: "remind", at: remindAt },
      { type: "escalate", at: escalateAt },
    ]);
    assert.deepEqual(timersOf({ ...timedClaim, remindedAt: remindAt }), [{ type: "escalate", at: escalateAt }]);
    assert.deepEqual(timersOf({ ...timedClaim, remindedAt: remindAt, escalatedAt: escalateAt }), []);
    assert.deepEqual(timersOf(pendingClaim), []);
    const early = { ...timedClaim, policy: { ...timedClaim.policy, remindAfterHours: 9 } };
    assert.deepEqual(
      timersOf(early).map(({ type }) => type),
      ["escalate", "remind"],
    );
    assert.equal(nextTimer(timedClaim), remindAt);
    assert.equal(nextTimer({ ...timedClaim, remindedAt: remindAt }), escalateAt);
    assert.equal(nextTimer(pendingClaim), expiresAt);
  });

  test("fractions of an hour count to the millisecond", () => {
    const policy = { ...timedClaim.policy, remindAfterHours: 0.25, escalateAfterHours: 1 / 3_600_000 };
    assert.deepEqual(timersOf({ ...timedClaim, policy }), [
      { type: "escalate", at: requestedAt + 1 },
      { type: "remind", at: requestedAt + 900_000 },
    ]);
  });

  test("an expiry is looked at fifteen seconds late, since its wait sees to it; nobody sees to the others", () => {
    assert.equal(nextLook(pendingClaim), 1_767_520_815_000);
    assert.equal(nextLook(timedClaim), remindAt);
    assert.equal(nextLook({ ...timedClaim, remindedAt: remindAt }), escalateAt);
    const moved = { ...timedClaim, expiresAt: remindAt - 20_000 };
    assert.equal(nextLook(moved), remindAt - 5_000);
    assert.equal(nextTimer(moved), remindAt - 20_000);
  });
});

describe("F4 a reminder and an escalation happen once, and not a millisecond early", () => {
  const cases = [
    [remind, remindAt, { ...timedClaim, remindedAt: remindAt }],
    [escalate, escalateAt, { ...timedClaim, escalatedAt: escalateAt }],
  ] as const;
  for (const [command, at, done] of cases)
    test(command.type, () => {
      const happens = command === remind ? "approval.reminded" : "approval.escalated";
      assert.equal(outcome(decide(timedClaim, command, at - 1)), "-");
      assert.equal(outcome(decide(timedClaim, command, at)), happens);
      assert.equal(outcome(decide(timedClaim, command, at + 86_400_000)), happens);
      assert.equal(outcome(decide(done, command, at + 86_400_000)), "-");
      assert.equal(outcome(decide(pendingClaim, command, at)), "-", "nobody asked for it");
      assert.equal(outcome(decide(timedClaim, command, expiresAt - 1)), happens);
      assert.equal(outcome(decide(timedClaim, command, expiresAt)), "approval.expired !expired");
    });

  test("one whose time comes with or after a moved expiry never comes", () => {
    for (const moved of [remindAt, remindAt - 1])
      assert.equal(outcome(decide({ ...timedClaim, expiresAt: moved }, remind, remindAt)), "approval.expired !expired");
  });
});

describe("whom an escalation asks", () => {
  const reviewersAfter = (claim: PendingApproval) => {
    const [event] = decide(claim, escalate, escalateAt).events;
    assert.ok(event?.type === "approval.escalated");
    return event.reviewers;
  };

  test("the seniors too: those who were asked may still decide", () => {
    const all = ["rita@example.com", "sam@example.com", "ivan@example.com", "olga@example.com"];
    assert.deepEqual(reviewersAfter(timedClaim), all);
  });

  test("nobody twice", () => {
    const escalateTo = ["sam@example.com", "olga@example.com", "olga@example.com"];
    const claim = { ...timedClaim, policy: { ...timedClaim.policy, escalateTo } };
    assert.deepEqual(reviewersAfter(claim).slice(3), ["olga@example.com"]);
    const reassigned = { ...timedClaim, reviewers: ["olga@example.com"] };
    assert.deepEqual(reviewersAfter(reassigned), ["olga@example.com"]);
  });

  test("at most twenty in all, of those who were asked nobody less", () => {
    const reviewers = Array.from({ length: 19 }, (_, n) => `reviewer-${n}`);
    const escalateTo = ["olga@example.com", "boss@example.com"];
    const claim = { ...timedClaim, reviewers, policy: { ...timedClaim.policy, escalateTo } };
    assert.deepEqual(reviewersAfter(claim), [...reviewers, "olga@example.com"]);
    const crowd = [...reviewers, "reviewer-19", "reviewer-20"];
    assert.deepEqual(reviewersAfter({ ...claim, reviewers: crowd }), crowd);
  });

  test("F18 somebody who caused the request may not decide it on being escalated to", () => {
    const escalated = { ...timedClaim, reviewers: [...timedClaim.reviewers, "olga@example.com"] };
    const byOlga: Command = { ...approve, reviewer: olga };
    assert.equal(outcome(decide(escalated, byOlga, escalateAt)), "approval.decided");
    assert.equal(outcome(decide({ ...escalated, initiatedBy: olga.id }, byOlga, escalateAt)), "!self_approval");
    assert.equal(outcome(decide(timedClaim, byOlga, escalateAt)), "!not_a_reviewer");
  });
});
