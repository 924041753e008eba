import assert from "node:assert/strict";
import test from "node:test";
import { SaysoClient } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { StubServer } from "./stub-server.ts";

const count = 1000;
const ids = Array.from({ length: count }, (_, n) => `claim-${n}`);

test("1,000 waits at the same time are all held, survive a restart of the server, and all return", {
  timeout: 400_000,
}, async (t) => {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const client = new SaysoClient({ serverUrl: stub.url, onProblem: () => {} });
  for (const id of ids) await client.requestApproval({ approvalRequestId: id });
  const allHeld = () => ids.every((id) => stub.approvals.heldFor(id) === 1);

  const abort = new AbortController();
  const waits = ids.map((id) => client.waitForApproval(id, { timeout: 300_000, signal: abort.signal }));
  await eventually(allHeld);

  await stub.goAway();
  await eventually(() => ids.every((id) => stub.approvals.heldFor(id) === 0));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = stub.requests.length;
  await stub.comeBack();
  const back = performance.now();
  await eventually(allHeld);
  t.diagnostic(`all held again ${Math.round(performance.now() - back)} ms after the restart`);
  assert.ok(stub.requests.length - before < 2 * count);

  for (const id of ids) stub.approvals.decide(id, "approved");
  const results = await Promise.all(waits);
  assert.equal(results.filter((result) => result.approved).length, 1000);
});
