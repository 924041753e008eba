import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Approval, resumeState, type Waiter } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { cancel, cancelledClaim, claimDecided, expiresAt, nextDay, pendingClaim, rita } from "./claim.ts";
import { outcome } from "./outcome.ts";

function carryOut(approval: Approval, command: Command): Approval {
  return decide(approval, command, nextDay).events.reduce<Approval>(evolve, approval);
}

describe("F6 the wait", () => {
  const third = { ...pendingClaim, waitGeneration: 3 };

  test("is restarted for the generation that broke, and once only", () => {
    const restart: Command = { type: "restart_wait", generation: 3, reason: "aborted" };
    assert.deepEqual(decide(third, restart, nextDay).events, [
      { type: "wait.restarted", at: nextDay, reason: "aborted" },
    ]);
    const restarted = carryOut(third, restart);
    assert.equal(restarted.waitGeneration, 4);
    assert.equal(outcome(decide(restarted, restart, nextDay)), "-");
  });

  test("is not restarted by news of an earlier or a later generation", () => {
    for (const generation of [1, 2, 4])
      assert.equal(outcome(decide(third, { type: "restart_wait", generation, reason: "aborted" }, nextDay)), "-");
  });

  test("is a new generation when the expiry moves, and the same one when it does not", () => {
    const later: Command = { type: "change_expiry", by: rita, expiresAt: expiresAt + 3_600_000 };
    const moved = carryOut(third, later);
    assert.equal(moved.waitGeneration, 4);
    assert.equal(moved.expiresAt, 1_767_524_400_000);
    assert.equal(outcome(decide(moved, later, nextDay)), "-");
  });

  test("that ended before its expiry was brought forward does not expire what was moved back", () => {
    const later = carryOut(pendingClaim, { type: "change_expiry", by: rita, expiresAt: expiresAt + 3_600_000 });
    assert.equal(outcome(decide(later, { type: "expire" }, expiresAt)), "-");
    assert.equal(outcome(decide(later, { type: "expire" }, expiresAt + 3_600_000)), "approval.expired");
  });
});

describe("F7 delivery to the waiters", () => {
  const [waiter] = claimDecided("approved").waiters as [Waiter];
  const two = { ...claimDecided("approved"), waiters: [waiter, { ...waiter, waiterId: "waiter-2" }] };

  test("is counted once, for the waiter that it reached, and takes its token away", () => {
    const one = carryOut(two, { type: "resumed", waiterId: "waiter-1" });
    assert.deepEqual(
      one.waiters.map(({ waiterId, state, target }) => [waiterId, state, target]),
      [
        ["waiter-1", "resumed", null],
        ["waiter-2", "resuming", { kind: "task-token", taskToken: "task-token-1" }],
      ],
    );
    assert.equal(outcome(decide(one, { type: "resumed", waiterId: "waiter-1" }, nextDay)), "-");
    assert.equal(outcome(decide(one, { type: "give_up_resume", waiterId: "waiter-1", reason: "gone" }, nextDay)), "-");
  });

  test("that was given up is not resumed afterwards", () => {
    const gone = carryOut(two, { type: "give_up_resume", waiterId: "waiter-1", reason: "gone" });
    assert.deepEqual([gone.waiters[0]?.state, gone.waiters[0]?.target], ["given_up", null]);
    assert.equal(outcome(decide(gone, { type: "resumed", waiterId: "waiter-1" }, nextDay)), "-");
  });

  test("to nobody we know changes nothing", () => {
    assert.equal(outcome(decide(two, { type: "resumed", waiterId: "waiter-9" }, nextDay)), "-");
  });

  test("is summed up: all must be reached, and one that was given up shows", () => {
    const first = carryOut(two, { type: "resumed", waiterId: "waiter-1" });
    assert.equal(resumeState(pendingClaim), "waiting");
    assert.equal(resumeState(two), "resuming");
    assert.equal(resumeState(first), "resuming");
    assert.equal(resumeState(carryOut(first, { type: "resumed", waiterId: "waiter-2" })), "resumed");
    const second = carryOut(first, { type: "give_up_resume", waiterId: "waiter-2", reason: "gone" });
    assert.equal(resumeState(second), "given_up");
  });

  test("before the end that it delivers is no delivery, though the approval be overdue", () => {
    const overdue = decide(pendingClaim, { type: "resumed", waiterId: "waiter-1" }, expiresAt);
    assert.equal(outcome(overdue), "approval.expired");
    const expired = overdue.events.reduce<Approval>(evolve, pendingClaim);
    assert.deepEqual(expired.waiters[0]?.target, { kind: "task-token", taskToken: "task-token-1" });
  });
});

describe("F18 cancelling", () => {
  test("ends the approval as an error with the agent's words", () => {
    const cancelled = carryOut(pendingClaim, cancel);
    assert.equal(
      cancelled.status === "error" && `${cancelled.cause}: ${cancelled.feedback}`,
      "cancelled: claimant withdrew",
    );
  });

  test("again is the same answer", () => {
    assert.deepEqual(decide(cancelledClaim, cancel, nextDay), { ok: true, events: [] });
  });

  test("is for the agent that asked, in every state", () => {
    for (const approval of [pendingClaim, cancelledClaim, claimDecided("approved")])
      assert.deepEqual(decide(approval, { ...cancel, requester: "agent:other" }, nextDay), {
        ok: false,
        events: [],
        refusal: { code: "not_your_approval" },
      });
  });

  test("after the decision is refused with the decision", () => {
    const approval = claimDecided("approved");
    assert.deepEqual(decide(approval, cancel, nextDay), {
      ok: false,
      events: [],
      refusal: { code: "already_decided", approval },
    });
  });
});
