import assert from "node:assert/strict";
import { test } from "node:test";
import { stateMachineWaits } from "../../functions/adapters/step-functions/state-machine-waits.ts";
import type { PendingApproval } from "../../functions/core/approval.ts";
import { claimDecided, expiresAt, pendingClaim, timedClaim } from "../core/claim.ts";
import { recordedClient, serviceError } from "./recorded-client.ts";

const stateMachineArn = "arn:aws:states:eu-west-1:111122223333:stateMachine:Wait";
// sha256("claim-42")
const name = "54ea521e4ad756c14bd02de9d0b91da4ee72e11e1fd5cac46d689a0019e43a44-g1";

function given(token: string | undefined, ...answers: readonly unknown[]) {
  const client = recordedClient(...answers);
  const forgotten: string[] = [];
  const waits = stateMachineWaits({
    client,
    stateMachineArn,
    clock: { now: () => expiresAt - 90_500 },
    partitionOf: (id) => `A#${id}`,
    readToken: async () => token,
    forgetToken: async (_, taskToken) => void forgotten.push(taskToken),
  });
  return { client, waits, forgotten };
}

test("a wait is an execution named by the approval and its generation, with the seconds that are left", async () => {
  const { client, waits } = given(undefined, {});
  assert.equal(await waits.start(pendingClaim), "waiting");
  const { input = "", ...started } = client.only();
  assert.deepEqual(started, { stateMachineArn, name });
  assert.deepEqual(JSON.parse(input), {
    approvalRequestId: "claim-42",
    pk: "A#claim-42",
    waitGeneration: "1",
    timeoutSeconds: 91,
    dueAt: "1767520815000",
  });
});

test("the wait leaves the next reminder or escalation on the row, which nobody but the sweep sees to", async () => {
  const dueAt = async (approval: PendingApproval) => {
    const { client, waits } = given(undefined, {});
    await waits.start(approval);
    return JSON.parse(client.only().input ?? "{}").dueAt;
  };
  assert.equal(await dueAt(timedClaim), "1767276000000");
  assert.equal(await dueAt({ ...timedClaim, remindedAt: 1_767_276_000_000 }), "1767290400000");
  const done = { ...timedClaim, remindedAt: 1_767_276_000_000, escalatedAt: 1_767_290_400_000 };
  assert.equal(await dueAt(done), "1767520815000");
});

test("a wait that was started before is looked at: running, or over although nobody decided", async () => {
  for (const [status, outcome] of [
    ["RUNNING", "waiting"],
    ["FAILED", "broken"],
    ["ABORTED", "broken"],
    ["SUCCEEDED", "broken"],
  ]) {
    const { client, waits } = given(undefined, serviceError("ExecutionAlreadyExists"), { status });
    assert.equal(await waits.start(pendingClaim), outcome);
    const executionArn = `arn:aws:states:eu-west-1:111122223333:execution:Wait:${name}`;
    assert.deepEqual(client.sent[1]?.input, { executionArn });
  }
});

test("a wait that cannot be started is an error", async () => {
  await assert.rejects(given(undefined, serviceError("ThrottlingException")).waits.start(pendingClaim), /Throttling/);
});

test("waking ends the task and takes its token off the row", async () => {
  const { client, waits, forgotten } = given("wait-token-1", {});
  await waits.wake(claimDecided("approved"));
  assert.deepEqual(client.sent, [
    { name: "SendTaskSuccessCommand", input: { taskToken: "wait-token-1", output: "{}" } },
  ]);
  assert.deepEqual(forgotten, ["wait-token-1"]);
});

test("F5 where no token was left there is nobody to wake", async () => {
  const { client, waits } = given(undefined);
  await waits.wake(claimDecided("approved"));
  assert.equal(client.sent.length, 0);
});

test("F7 a token that has served is taken off the row too, and one that may serve yet is kept", async () => {
  const spent = given("wait-token-1", serviceError("TaskTimedOut"));
  await spent.waits.wake(claimDecided("approved"));
  assert.deepEqual(spent.forgotten, ["wait-token-1"]);
  const throttled = given("wait-token-1", serviceError("ThrottlingException"));
  await assert.rejects(throttled.waits.wake(claimDecided("approved")), /Throttling/);
  assert.deepEqual(throttled.forgotten, []);
});
