import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decide } from "../../functions/core/decide.ts";
import { approve, handOver, ivan, nextDay, olga, pendingClaim, rita, sam, timedClaim } from "./claim.ts";
import { outcome } from "./outcome.ts";

describe("F18 who may hand an approval over", () => {
  test("a reviewer of it, to whom it is then", () => {
    assert.deepEqual(decide(pendingClaim, handOver, nextDay), {
      ok: true,
      events: [
        {
          type: "approval.reassigned",
          at: nextDay,
          by: rita,
          as: "reviewer",
          reviewers: ["olga@example.com"],
          feedback: "On leave until Monday.",
        },
      ],
    });
  });

  test("no other reviewer, but an admin", () => {
    assert.equal(outcome(decide(pendingClaim, { ...handOver, by: olga }, nextDay)), "!not_a_reviewer");
    assert.equal(outcome(decide(pendingClaim, { ...handOver, by: olga, as: "admin" }, nextDay)), "approval.reassigned");
  });

  test("nobody who caused the request, not even as an admin: they would choose who decides it", () => {
    for (const as of ["reviewer", "admin"] as const)
      assert.equal(outcome(decide(pendingClaim, { ...handOver, by: ivan, as }, nextDay)), "!self_approval");
    const allowed = { ...pendingClaim, policy: { ...pendingClaim.policy, allowSelfApproval: true } };
    assert.equal(outcome(decide(allowed, { ...handOver, by: ivan }, nextDay)), "approval.reassigned");
  });
});

describe("to whom", () => {
  const to = (...reviewers: readonly string[]) => decide(pendingClaim, { ...handOver, reviewers }, nextDay);

  test("F18 not only to those who may not decide it", () => {
    assert.equal(outcome(to(ivan.id)), "!nobody_to_decide");
    assert.equal(outcome(to(ivan.id, ivan.id, "agent:claim-processor")), "!nobody_to_decide");
    assert.equal(outcome(to(ivan.id, olga.id)), "approval.reassigned");
    const reassigned = { ...pendingClaim, reviewers: [ivan.id, olga.id] };
    assert.equal(outcome(decide(reassigned, { ...approve, reviewer: ivan }, nextDay)), "!self_approval");
    assert.equal(outcome(decide(reassigned, { ...approve, reviewer: olga }, nextDay)), "approval.decided");
    assert.equal(outcome(decide(reassigned, approve, nextDay)), "!not_a_reviewer");
  });

  test("nobody is named twice", () => {
    const [event] = to(olga.id, sam.id, olga.id).events;
    assert.deepEqual(event && "reviewers" in event && event.reviewers, [olga.id, sam.id]);
  });

  test("the very reviewers that there are: nothing happens, and no link dies", () => {
    assert.equal(outcome(to(ivan.id, sam.id, rita.id, sam.id)), "-");
    assert.equal(outcome(to(ivan.id, sam.id)), "approval.reassigned");
  });

  test("at most twenty, with whom an escalation will add", () => {
    const crowd = Array.from({ length: 20 }, (_, n) => `reviewer-${n}`);
    const reassign = { ...handOver, reviewers: crowd };
    assert.equal(outcome(decide(pendingClaim, reassign, nextDay)), "approval.reassigned");
    assert.equal(outcome(decide(timedClaim, reassign, nextDay)), "!too_many_reviewers");
    assert.equal(outcome(decide({ ...timedClaim, escalatedAt: nextDay }, reassign, nextDay)), "approval.reassigned");
    const withOlga = { ...handOver, reviewers: [...crowd.slice(1), olga.id] };
    assert.equal(outcome(decide(timedClaim, withOlga, nextDay)), "approval.reassigned");
    const more = { ...handOver, reviewers: [...crowd, "reviewer-20"] };
    assert.equal(outcome(decide(pendingClaim, more, nextDay)), "!too_many_reviewers");
  });
});
