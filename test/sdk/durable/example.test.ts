import assert from "node:assert/strict";
import test from "node:test";
import type { Decision } from "../../../sdk/typescript/src/index.ts";
import { eventually } from "../eventually.ts";
import { StubServer } from "../stub-server.ts";
import { callbackOf, start, useRunner } from "./runner.ts";

useRunner();
const stub = await StubServer.start();
test.after(() => stub.goAway());
Object.assign(process.env, { SAYSO_MODEL: "", SAYSO_SERVER_URL: stub.url, SAYSO_API_KEY: "key-1" });
const { handler } = await import("../../../examples/claim-processor/typescript/durable-claim-processor.ts");

const outcomes: [Decision, object][] = [
  ["approved", { decision: "approved", method: "human", feedback: "seen" }],
  ["request_changes", { decision: "needs_review", feedback: "seen" }],
  ["rejected", { decision: "rejected", reason: "seen" }],
  ["expired", { decision: "escalated", reason: "approval_timeout" }],
  ["error", { decision: "failed", reason: "seen" }],
];

for (const [decision, outcome] of outcomes) {
  test(`durable-claim-processor.ts: ${decision}`, async () => {
    const id = `claim-${decision}`;
    const { runner, end } = start(handler, { claimId: decision, amount: 60_000, description: "Water damage" });
    await eventually(() => stub.approvals.byId.has(id));
    stub.approvals.decide(id, decision, "seen");
    const { status, ...approval } = stub.approvals.byId.get(id) ?? {};
    await (await callbackOf(runner, `pause ${id}`)).sendCallbackSuccess(JSON.stringify(approval));
    assert.deepEqual((await end).getResult(), outcome);
    const { executionId } = stub.approvals.byId.get(id) ?? {};
    assert.deepEqual(
      stub.approvals.notes.filter((note) => note.executionId === executionId).map(({ message }) => message),
      [
        "Risk score: 30/100",
        "Escalating for human review: risk=30, amount=$60,000.00",
        `Decided: ${decision}. Feedback: seen`,
      ],
    );
    assert.deepEqual(stub.approvals.executions.get(executionId ?? ""), ["running", "succeeded"]);
  });
}

test("durable-claim-processor.ts settles a small claim by itself", async () => {
  const before = stub.approvals.byId.size;
  const { end } = start(handler, { claimId: "43", amount: 900, description: "Scratch" });
  assert.deepEqual((await end).getResult(), { decision: "approved", method: "automatic" });
  assert.equal(stub.approvals.byId.size, before);
});
