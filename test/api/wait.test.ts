import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, otherAgent, rita } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const path = "/v1/approvals/claim-42";

test("a long poll of a pending approval is parked for as long as asked, and no longer than until it expires", async () => {
  const app = await givenApp();
  await app.ask({ expiresInHours: 1 });
  const parkedFor = async (query: string) => {
    const reply = await app.send("GET", `${path}${query}`, { as: agent });
    return "parked" in reply ? reply.parked : reply.status;
  };
  assert.deepEqual(await parkedFor("?wait=20"), { approvalRequestId: "claim-42", waitMs: 20_000 });
  assert.deepEqual(await parkedFor("?wait=60"), { approvalRequestId: "claim-42", waitMs: 60_000 });
  assert.equal(await parkedFor("?wait=0"), 200);
  assert.equal(await parkedFor(""), 200);
  app.time.now += 3_600_000 - 1_500;
  assert.deepEqual(await parkedFor("?wait=20"), { approvalRequestId: "claim-42", waitMs: 1_500 });
  app.time.now += 1_500;
  assert.equal(await parkedFor("?wait=20"), 200);
  assert.equal((await app.call("GET", `${path}?wait=20`, { as: agent })).json.status, "expired");
});

test("F5 a long poll of an approval that has ended answers at once, and that the agent has fetched it is recorded after", async () => {
  const app = await givenApp();
  await app.ask();
  await app.call("POST", `${path}/decision`, { as: rita, body: { decision: "approved" } });
  const reply = await app.send("GET", `${path}?wait=60`, { as: agent });
  assert.ok("body" in reply && reply.after);
  assert.equal(JSON.parse(reply.body).resumeState, "resuming");
  assert.equal((await app.deps.approvals.load("claim-42"))?.version, 2);
  await reply.after();
  assert.equal((await app.deps.approvals.load("claim-42"))?.version, 3);
});

test("a person may wait too; that they have seen the decision does not mean that the agent has it", async () => {
  const app = await givenApp();
  await app.ask();
  assert.ok("parked" in (await app.send("GET", `${path}?wait=5`, { as: rita })));
  await app.call("POST", `${path}/decision`, { as: rita, body: { decision: "approved" } });
  assert.equal((await app.call("GET", path, { as: rita })).json.resumeState, "resuming");
  assert.equal((await app.call("GET", path, { as: rita })).json.resumeState, "resuming");
});

test("nobody waits on somebody else's approval, nor on one that is not there", async () => {
  const app = await givenApp();
  await app.ask();
  for (const as of [otherAgent, agent]) {
    const id = as === otherAgent ? "claim-42" : "claim-99";
    const reply = await app.call("GET", `/v1/approvals/${id}?wait=20`, { as });
    assert.deepEqual([reply.status, reply.json.code], [404, "approval_not_found"]);
  }
});
