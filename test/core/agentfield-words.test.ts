import assert from "node:assert/strict";
import { test } from "node:test";
import { agentfieldCallback } from "../../functions/core/agentfield-words.ts";
import type { TerminalApproval } from "../../functions/core/approval.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { claimDecided, pendingClaim } from "./claim.ts";

const expired = evolve(pendingClaim, { type: "approval.expired", at: pendingClaim.expiresAt }) as TerminalApproval;

test("feedback is a text also where nobody said anything, and every end lets the execution run on", () => {
  const silent: TerminalApproval = { ...claimDecided("rejected"), feedback: null };
  for (const [approval, decision] of [
    [silent, "rejected"],
    [claimDecided("request_changes"), "request_changes"],
    [expired, "expired"],
  ] as const) {
    const callback = agentfieldCallback(approval, "run-1", "claim-42");
    assert.deepEqual([callback.decision, callback.new_status], [decision, "running"]);
    assert.equal(typeof callback.feedback, "string");
    assert.equal(typeof callback.response, "object");
  }
  assert.equal(agentfieldCallback(expired, "run-1", "claim-42").response.reviewer, null);
});

test("only a callback for what the execution asked for last names it", () => {
  assert.equal(agentfieldCallback(expired, "run-1", "claim-42").execution_id, "run-1");
  assert.equal(agentfieldCallback(expired, "run-1", null).execution_id, "run-1");
  assert.equal(agentfieldCallback(expired, "run-1", "claim-43").execution_id, "run-1#claim-42");
});
