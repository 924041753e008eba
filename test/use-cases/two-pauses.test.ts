import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { statusOf } from "../../functions/use-cases/executions.ts";
import { answer, ask, refusalOf } from "./claim.ts";
import { dispatchAll, givenDeps, hour, t0 } from "./given-deps.ts";

const fraud = { approvalRequestId: "fraud-42", resume: { kind: "task-token", taskToken: "task-token-2" } } as const;

async function givenTwoPauses() {
  const given = givenDeps();
  await ask(given.deps);
  await ask(given.deps, fraud);
  return given;
}

const orders = [
  ["claim-42", "fraud-42"],
  ["fraud-42", "claim-42"],
] as const;
const answers = { "claim-42": "approved", "fraud-42": "rejected" } as const;

for (const order of orders)
  test(`F26 two pauses of one run open at once: answered ${order.join(" then ")}, each lands on its own id`, async () => {
    const { deps, did } = await givenTwoPauses();
    for (const id of order) {
      assert.equal(refusalOf(await answer(deps, { approvalRequestId: id, decision: answers[id] })), undefined);
      await dispatchAll(deps, id);
    }
    assert.deepEqual(
      did.filter((line) => line.startsWith("deliver")),
      order.map((id) => `deliver ${id} ${answers[id]} to run-1`),
    );
    for (const id of order) assert.equal((await deps.approvals.load(id))?.status, answers[id]);
  });

test("F26 the same answer twice lands once, and never on the other pause", async () => {
  const { deps, did } = await givenTwoPauses();
  await answer(deps);
  assert.equal(refusalOf(await answer(deps)), "already_decided");
  await dispatchAll(deps, "fraud-42");
  await dispatchAll(deps, "claim-42");
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-42 approved to run-1"],
  );
  assert.equal((await deps.approvals.load("fraud-42"))?.status, "pending");
});

test("F26 an idempotency key used for one pause decides nothing about the other", async () => {
  const { deps } = await givenTwoPauses();
  const replay = { key: "sha256:first", payloadDigest: "sha256:body", status: 200 };
  await answer(deps, { replay });
  await answer(deps, {
    approvalRequestId: "fraud-42",
    replay: { ...replay, key: "sha256:second" },
    decision: "rejected",
  });
  assert.equal((await deps.approvals.load("claim-42"))?.status, "approved");
  assert.equal((await deps.approvals.load("fraud-42"))?.status, "rejected");
});

test("F26 a run waits until its last pause has ended, however each of them ends", async () => {
  const { deps, time } = await givenTwoPauses();
  await ask(deps, { approvalRequestId: "third-42", expiresInHours: 1 });
  const now = async () => {
    const execution = (await deps.executions.load("run-1")) ?? assert.fail();
    return `${statusOf(execution)} ${execution.pendingApprovals}`;
  };
  assert.equal(await now(), "waiting 3");
  await answer(deps);
  assert.equal(await now(), "waiting 2");
  await cancelApproval(deps, {
    approvalRequestId: "fraud-42",
    requester: "agent:claim-processor",
    feedback: "withdrawn",
  });
  assert.equal(await now(), "waiting 1");
  time.now = t0 + hour;
  assert.equal(refusalOf(await answer(deps, { approvalRequestId: "third-42" })), "expired");
  assert.equal(await now(), "running 0");
});
