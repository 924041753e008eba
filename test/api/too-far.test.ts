import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, otherAgent, rita, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const hour = 3_600_000;

test("an agent that names another agent's execution is refused, so that its reviewers never see foreign notes", async () => {
  const app = await givenApp();
  await app.call("PUT", "/v1/executions/run-1", { as: agent, body: { status: "running" } });
  const body = { approvalRequestId: "mail-1", executionId: "run-1", reviewers: ["rita"] };
  const { status, json } = await app.call("POST", "/v1/approvals", { as: otherAgent, body });
  assert.equal(status, 403);
  assert.deepEqual(json.errors, [{ field: "executionId", detail: "must be an execution of your own" }]);
  assert.equal(await app.deps.approvals.load("mail-1"), undefined);
  const execution = await app.call("GET", "/v1/executions/run-1", { as: agent });
  assert.equal(execution.json.status, "running");
});

test("a response of 65,536 characters of JSON is kept whole, and one more is refused by name", async () => {
  const app = await givenApp();
  await app.ask();
  const path = "/v1/approvals/claim-42/decision";
  const long = { decision: "approved", response: "x".repeat(65_535) };
  const refused = await app.call("POST", path, { as: rita, body: long });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.json.errors, [{ field: "response", detail: "must be at most 65536 characters of JSON" }]);
  const kept = await app.call("POST", path, { as: rita, body: { ...long, response: "x".repeat(65_534) } });
  assert.equal(kept.status, 200);
  assert.equal(kept.json.response.length, 65_534);
});

test("numbers that are short on the way and long when kept count as what they are kept as", async () => {
  const app = await givenApp();
  const numbers = `[${Array.from({ length: 100_000 }, () => "1e15").join(",")}]`;
  const body = `{"approvalRequestId":"claim-42","reviewers":["rita"],"context":${numbers}}`;
  const { status, json } = await app.call("POST", "/v1/approvals", { as: agent, body });
  assert.equal(status, 413);
  assert.equal(json.code, "payload_too_large");
});

test("the trail of an overdue approval is shown as it is: looking it up writes nothing", async () => {
  const app = await givenApp();
  await app.ask();
  app.time.now += 1_000 * hour;
  const { status, json } = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera });
  assert.equal(status, 200);
  assert.deepEqual(
    json.entries.map(({ type }: { type: string }) => type),
    ["approval.created"],
  );
});
