import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { Decision } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { StubServer } from "./stub-server.ts";

const folder = fileURLToPath(new URL("../../examples/claim-processor/typescript", import.meta.url));

async function stubAndPrograms(t: TestContext) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  function run(program: string, ...args: string[]) {
    const env = { ...process.env, SAYSO_MODEL: "", SAYSO_SERVER_URL: stub.url, SAYSO_API_KEY: "key-1" };
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => child.kill("SIGKILL"));
    return { child, out: text(child.stdout) };
  }
  return { stub, run };
}

const claim = ["42", "60000", "Water damage"];

const outcomes: [Decision, string, string][] = [
  ["approved", "{ decision: 'approved', method: 'human', feedback: 'seen' }", "Approved by reviewer. Feedback: seen"],
  ["request_changes", "{ decision: 'needs_review', feedback: 'seen' }", "Changes requested: seen"],
  ["rejected", "{ decision: 'rejected', reason: 'seen' }", "Rejected by reviewer. Reason: seen"],
  ["expired", "{ decision: 'escalated', reason: 'approval_timeout' }", "Nobody answered in time: escalating"],
];

for (const [decision, printed, note] of outcomes) {
  test(`claim-processor.ts: ${decision}`, async (t) => {
    const { stub, run } = await stubAndPrograms(t);
    const { out } = run("claim-processor.ts", ...claim);
    await eventually(() => stub.approvals.heldFor("claim-42") === 1);
    stub.approvals.decide("claim-42", decision, "seen");
    assert.equal(await out, `Waiting for a decision: http://stub.example/review/claim-42\n${printed}\n`);
    assert.deepEqual(
      stub.approvals.notes.map(({ message }) => message),
      ["Risk score: 30/100", "Escalating for human review: risk=30, amount=$60,000.00", note],
    );
    assert.deepEqual([...stub.approvals.executions.values()], [["running", "succeeded"]]);
  });
}

test("claim-processor.ts settles a small claim by itself", async (t) => {
  const { stub, run } = await stubAndPrograms(t);
  assert.equal(await run("claim-processor.ts", "43", "900").out, "{ decision: 'approved', method: 'automatic' }\n");
  assert.equal(stub.sent("POST", "/v1/approvals").length, 0);
});

test("resilient-claim-processor.ts, killed while it waits, goes on without a second request or analysis", async (t) => {
  const { stub, run } = await stubAndPrograms(t);
  const first = run("resilient-claim-processor.ts", ...claim);
  await eventually(() => stub.approvals.heldFor("claim-42") === 1);
  first.child.kill("SIGKILL");
  await first.out;
  stub.approvals.decide("claim-42", "approved", "seen");
  const second = await run("resilient-claim-processor.ts", ...claim).out;
  assert.equal(second, "{ decision: 'approved', method: 'human', feedback: 'seen' }\n");
  assert.equal(stub.sent("POST", "/v1/approvals").length, 1);
  assert.deepEqual(
    stub.approvals.notes.map(({ message }) => message),
    [
      "Risk score: 30/100",
      "Escalating for human review: risk=30, amount=$60,000.00",
      "Resumed after a restart: approved",
    ],
  );
  assert.deepEqual([...stub.approvals.executions], [["claim-42", ["running", "running", "succeeded"]]]);
});
