import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PendingApproval } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { approve, cancelledClaim, claimDecided, expiredClaim, ivan, nextDay, pendingClaim, sam } from "./claim.ts";
import { outcome } from "./outcome.ts";

test("F3 the decision is recorded with the person, the words, the attempt and the evidence", () => {
  assert.deepEqual(decide(pendingClaim, approve, nextDay), {
    ok: true,
    events: [
      {
        type: "approval.decided",
        at: 1_767_348_000_000,
        decision: "approved",
        reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
        feedback: "Receipts match.",
        response: null,
        decisionId: "attempt-2",
        linkGeneration: null,
        evidence: {
          channel: "dashboard",
          session: "sha256:5e55",
          displayedDigest: "sha256:d15b",
          shownAt: 1_767_347_940_000,
        },
      },
    ],
  });
});

test("F3 whoever comes second is refused with the winning decision, and never told that theirs counts", () => {
  const winner = claimDecided("rejected");
  for (const reviewer of [approve.reviewer, sam])
    assert.deepEqual(decide(winner, { ...approve, reviewer }, nextDay), {
      ok: false,
      events: [],
      refusal: { code: "already_decided", approval: winner },
    });
});

describe("F3 an attempt that is repeated because its answer was lost", () => {
  const winner = claimDecided("approved");
  const repeated: Command & { type: "decide" } = { ...approve, decisionId: "attempt-1" };

  test("finds its own success", () => {
    assert.deepEqual(decide(winner, repeated, nextDay), { ok: true, events: [] });
  });

  test("finds its own success after expiry too", () => {
    assert.equal(outcome(decide(winner, repeated, 1_800_000_000_000)), "-");
  });

  test("is not another reviewer's, even under the same key", () => {
    assert.equal(outcome(decide(winner, { ...repeated, reviewer: sam }, nextDay)), "!already_decided");
  });

  test("is not the opposite decision, even under the same key", () => {
    assert.equal(outcome(decide(winner, { ...repeated, decision: "rejected" }, nextDay)), "!already_decided");
  });

  test("finds no success in an approval that ended otherwise", () => {
    assert.equal(outcome(decide(expiredClaim, repeated, nextDay)), "!expired");
    assert.equal(outcome(decide(cancelledClaim, repeated, nextDay)), "!already_decided");
  });
});

test("F26 the answer to one pause of a run, sent again under the same key, is no answer to the next pause", () => {
  const first = claimDecided("approved");
  const second: PendingApproval = { ...pendingClaim, approvalRequestId: "claim-42-2" };
  const answer: Command & { type: "decide" } = { ...approve, decisionId: "attempt-1" };
  assert.equal(outcome(decide(first, answer, nextDay)), "-");
  assert.equal(outcome(decide(second, { ...answer, decision: "rejected" }, nextDay)), "approval.decided");
  assert.equal(outcome(decide(first, { ...answer, decision: "rejected" }, nextDay)), "!already_decided");
});

describe("F16 self-approval", () => {
  const byInitiator: Command & { type: "decide" } = { ...approve, reviewer: ivan };
  const byRequester: Command & { type: "decide" } = {
    ...approve,
    reviewer: { id: "agent:claim-processor", name: "Claim processor", via: "oidc" },
  };
  const withAgent: PendingApproval = {
    ...pendingClaim,
    reviewers: [...pendingClaim.reviewers, "agent:claim-processor"],
  };

  test("the person who caused the request may neither approve nor reject it, by sign-in or by link", () => {
    assert.deepEqual(decide(pendingClaim, byInitiator, nextDay), {
      ok: false,
      events: [],
      refusal: { code: "self_approval" },
    });
    assert.equal(outcome(decide(pendingClaim, { ...byInitiator, decision: "rejected" }, nextDay)), "!self_approval");
    assert.equal(outcome(decide(pendingClaim, { ...byInitiator, linkGeneration: 1 }, nextDay)), "!self_approval");
  });

  test("the agent that asked may not decide, though it be named as a reviewer", () => {
    assert.equal(outcome(decide(withAgent, byRequester, nextDay)), "!self_approval");
  });

  test("the policy may allow it", () => {
    const allowed = { ...pendingClaim, policy: { ...pendingClaim.policy, allowSelfApproval: true } };
    assert.equal(outcome(decide(allowed, byInitiator, nextDay)), "approval.decided");
  });

  test("an approval that nobody in particular caused has no such person", () => {
    assert.equal(outcome(decide({ ...pendingClaim, initiatedBy: null }, byInitiator, nextDay)), "approval.decided");
  });
});

test("F18 who is not a reviewer of this approval may not decide it, and learns nothing of it", () => {
  const otto: Command = { ...approve, reviewer: { id: "otto@example.com", name: "Otto", via: "admin_token" } };
  for (const approval of [pendingClaim, claimDecided("approved"), expiredClaim])
    assert.deepEqual(decide(approval, otto, nextDay), { ok: false, events: [], refusal: { code: "not_a_reviewer" } });
});

describe("F15 review links", () => {
  const reissued: PendingApproval = { ...pendingClaim, linkGeneration: 3 };

  test("the current generation decides", () => {
    assert.equal(outcome(decide(reissued, { ...approve, linkGeneration: 3 }, nextDay)), "approval.decided");
  });

  test("an earlier or a made-up generation does not, and is shown why", () => {
    for (const linkGeneration of [0, 1, 2, 4])
      assert.deepEqual(decide(reissued, { ...approve, linkGeneration }, nextDay), {
        ok: false,
        events: [],
        refusal: { code: "link_superseded", approval: reissued },
      });
  });

  test("a signed-in reviewer needs no link", () => {
    assert.equal(outcome(decide(reissued, { ...approve, linkGeneration: null }, nextDay)), "approval.decided");
  });

  test("the link of somebody who was replaced says so, and one that they never had does not", () => {
    const reassigned = { ...reissued, reviewers: ["sam@example.com"] };
    for (const approval of [reassigned, { ...claimDecided("approved"), ...{ linkGeneration: 3, reviewers: ["sam"] } }])
      for (const linkGeneration of [1, 2])
        assert.deepEqual(decide(approval, { ...approve, linkGeneration }, nextDay), {
          ok: false,
          events: [],
          refusal: { code: "reassigned" },
        });
    for (const linkGeneration of [null, 3, 4])
      assert.equal(outcome(decide(reassigned, { ...approve, linkGeneration }, nextDay)), "!not_a_reviewer");
  });
});
