import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PendingApproval, Waiter } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { claimDecided, firstWaiter, nextDay, pendingClaim, requestClaim } from "./claim.ts";
import { outcome } from "./outcome.ts";

function tokenWaiter(number: number): Waiter {
  const target = { kind: "task-token", taskToken: `task-token-${number}` } as const;
  return { ...firstWaiter, waiterId: `waiter-${number}`, target };
}

function pollWaiter(executionId: string): Waiter {
  return { waiterId: `poll-${executionId}`, executionId, kind: "poll", target: { kind: "poll" }, state: "waiting" };
}

function requestBy(waiter: Waiter): Command & { type: "request" } {
  return { ...requestClaim, waiter };
}

function ids(waiters: readonly Waiter[]): string {
  return waiters.map(({ waiterId }) => waiterId).join(" ");
}

test("F8 the same id and content is the same approval, pending or decided: nothing is created or told again", () => {
  assert.equal(outcome(decide(undefined, requestClaim, nextDay)), "approval.created");
  assert.equal(outcome(decide(pendingClaim, requestClaim, nextDay)), "-");
  assert.equal(outcome(decide(claimDecided("request_changes"), requestClaim, nextDay)), "-");
});

test("F26 the same id with other content is a conflict that shows the approval, pending or decided", () => {
  const other: Command = { ...requestClaim, approval: { ...requestClaim.approval, contentDigest: "sha256:0000" } };
  for (const approval of [pendingClaim, claimDecided("approved")])
    assert.deepEqual(decide(approval, other, nextDay), {
      ok: false,
      events: [],
      refusal: { code: "approval_request_conflict", approval },
    });
});

test("F26 another agent that asks under the id is refused and shown nothing, even with the same content", () => {
  const requestedBy = { id: "agent:other", via: "iam", credential: "arn:aws:sts::1:assumed-role/other/i-1" } as const;
  const other: Command = { ...requestClaim, approval: { ...requestClaim.approval, requestedBy } };
  for (const approval of [pendingClaim, claimDecided("approved")])
    assert.deepEqual(decide(approval, other, nextDay), {
      ok: false,
      events: [],
      refusal: { code: "not_your_approval" },
    });
});

test("the agent whose key was rotated is still the same agent", () => {
  const requestedBy = { ...requestClaim.approval.requestedBy, credential: "sk_9a77" };
  const again: Command = { ...requestClaim, approval: { ...requestClaim.approval, requestedBy } };
  assert.equal(outcome(decide(pendingClaim, again, nextDay)), "-");
});

describe("F5 F8 waiters", () => {
  test("the newest target of a re-run is attached beside the earlier ones", () => {
    const verdict = decide(pendingClaim, requestBy(tokenWaiter(2)), nextDay);
    assert.deepEqual(verdict.events, [
      {
        type: "approval.waiter_attached",
        at: nextDay,
        waiter: {
          waiterId: "waiter-2",
          executionId: "run-1",
          kind: "task-token",
          target: { kind: "task-token", taskToken: "task-token-2" },
          state: "waiting",
        },
      },
    ]);
  });

  test("a late target on a decided approval is to be resumed at once", () => {
    const verdict = decide(claimDecided("approved"), requestBy(tokenWaiter(2)), nextDay);
    assert.equal(verdict.events[0]?.type === "approval.waiter_attached" && verdict.events[0].waiter.state, "resuming");
  });

  test("a second execution becomes a second waiter", () => {
    assert.equal(outcome(decide(pendingClaim, requestBy(pollWaiter("run-2")), nextDay)), "approval.waiter_attached");
  });

  describe("of an exclusive approval", () => {
    const exclusive: PendingApproval = { ...pendingClaim, policy: { ...pendingClaim.policy, exclusive: true } };

    test("a second execution is refused while it is pending", () => {
      assert.deepEqual(decide(exclusive, requestBy(pollWaiter("run-2")), nextDay), {
        ok: false,
        events: [],
        refusal: { code: "approval_already_requested", approval: exclusive },
      });
    });

    test("the same execution may attach its newest target", () => {
      assert.equal(outcome(decide(exclusive, requestBy(tokenWaiter(2)), nextDay)), "approval.waiter_attached");
    });

    test("a second execution is told the decision once there is one", () => {
      const decided = { ...claimDecided("approved"), policy: exclusive.policy };
      assert.equal(outcome(decide(decided, requestBy(pollWaiter("run-2")), nextDay)), "approval.waiter_attached");
    });
  });
});

describe("a request for one execution alone", () => {
  const sole = (waiter: Waiter): Command => ({ ...requestBy(waiter), soleExecution: true });

  test("is refused to every other execution, while it is pending and after its end", () => {
    for (const approval of [pendingClaim, claimDecided("approved")])
      assert.deepEqual(decide(approval, sole(pollWaiter("run-2")), nextDay), {
        ok: false,
        events: [],
        refusal: { code: "approval_already_requested", approval },
      });
  });

  test("is the same request again for the execution that asked first", () => {
    for (const approval of [pendingClaim, claimDecided("approved")])
      assert.equal(outcome(decide(approval, sole(tokenWaiter(2)), nextDay)), "approval.waiter_attached");
  });
});

describe("a full list of waiters", () => {
  const tokens = Array.from({ length: 16 }, (_, index) => tokenWaiter(index + 1));
  const full: PendingApproval = { ...pendingClaim, waiters: tokens };

  test("sixteen fit", () => {
    const fifteen = { ...pendingClaim, waiters: tokens.slice(0, 15) };
    assert.equal(outcome(decide(fifteen, requestBy(tokenWaiter(16)), nextDay)), "approval.waiter_attached");
  });

  test("a seventeenth that must be told is refused, rather than forgetting one of the sixteen", () => {
    assert.deepEqual(decide(full, requestBy(tokenWaiter(17)), nextDay), {
      ok: false,
      events: [],
      refusal: { code: "too_many_waiters", approval: full },
    });
    assert.equal(outcome(decide(full, requestBy(pollWaiter("run-2")), nextDay)), "!too_many_waiters");
  });

  test("one of the sixteen may ask again", () => {
    assert.equal(outcome(decide(full, requestBy(tokenWaiter(16)), nextDay)), "-");
  });

  test("whoever has been told, or was given up, gives way first", () => {
    const { waiters } = claimDecided("approved");
    const [told] = waiters as [Waiter];
    const resuming = Array.from({ length: 15 }, (_, n) => ({ ...told, waiterId: `waiter-${n + 2}` }));
    for (const state of ["resumed", "given_up"] as const) {
      const full = {
        ...claimDecided("approved"),
        waiters: [pollWaiter("run-8"), { ...told, state }, ...resuming.slice(1)],
      };
      assert.equal(full.waiters.length, 16);
      const [event] = decide(full, requestBy(tokenWaiter(17)), nextDay).events;
      assert.ok(event);
      const kept = evolve(full, event).waiters.map(({ waiterId }) => waiterId);
      assert.deepEqual([kept.length, kept[0], kept[1], kept[15]], [16, "poll-run-8", "waiter-3", "waiter-17"]);
    }
  });

  test("the oldest poller gives way, since nothing is ever delivered to it", () => {
    const [first, ...others] = tokens.slice(0, 14) as [Waiter, ...Waiter[]];
    const polled = { ...pendingClaim, waiters: [first, pollWaiter("run-8"), ...others, pollWaiter("run-9")] };
    assert.equal(polled.waiters.length, 16);
    const [event] = decide(polled, requestBy(tokenWaiter(17)), nextDay).events;
    assert.ok(event);
    assert.equal(
      ids(evolve(polled, event).waiters),
      "waiter-1 waiter-2 waiter-3 waiter-4 waiter-5 waiter-6 waiter-7 waiter-8 waiter-9 waiter-10 waiter-11 " +
        "waiter-12 waiter-13 waiter-14 poll-run-9 waiter-17",
    );
  });
});
