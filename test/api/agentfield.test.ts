import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, otherAgent, rita, unnamedAgent, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const url = "https://claims.example/webhooks/approval";
const execution = "/api/v1/agents/claim-processor/executions/run-1";
const request = { approval_request_id: "claim-42", expires_in_hours: 72, callback_url: url };

async function given() {
  const app = await givenApp();
  const pause = (changes: object = {}, path = execution, as: Record<string, string> = agent) =>
    app.call("POST", `${path}/request-approval`, { as, body: { ...request, ...changes } });
  const status = (path = execution) => app.call("GET", `${path}/approval-status`, { as: agent });
  return { app, pause, status };
}

test("an execution that was never announced asks, and is answered with the service's own page", async () => {
  const { app, pause, status } = await given();
  const asked = await pause();
  assert.equal(asked.status, 201);
  const page = "https://sayso.example/review/claim-42";
  assert.deepEqual(asked.json, { approval_request_id: "claim-42", approval_request_url: page, status: "pending" });
  assert.deepEqual((await status()).json, {
    ...{ status: "pending", response: null, request_url: page },
    ...{ requested_at: "2026-01-01T10:00:00.000Z", responded_at: null },
  });
  const { json } = await app.call("GET", "/v1/executions/run-1", { as: agent });
  assert.deepEqual([json.status, json.agent], ["waiting", "claim-processor"]);
  const { json: approval } = await app.call("GET", "/v1/approvals/claim-42", { as: agent });
  assert.deepEqual([approval.policy.exclusive, approval.reviewers], [true, ["admin"]]);
});

test("the agent's own page is kept; an empty one counts as none", async () => {
  const { pause } = await given();
  const own = "https://claims.example/42";
  assert.equal((await pause({ approval_request_url: own })).json.approval_request_url, own);
  const none = await pause({ approval_request_id: "claim-43", approval_request_url: "", callback_url: "" });
  assert.equal(none.json.approval_request_url, "https://sayso.example/review/claim-43");
});

test("the same execution again is the same approval; another one is refused, also after the end", async () => {
  const { app, pause } = await given();
  await pause();
  assert.equal((await pause()).status, 200);
  const second = "/api/v1/agents/claim-processor/executions/run-2";
  const refused = async () => {
    const { status, json } = await pause({}, second);
    assert.deepEqual([status, json.error], [409, "approval_already_requested"]);
  };
  await refused();
  app.time.now += 72 * 3_600_000;
  assert.equal((await pause()).json.status, "expired");
  await refused();
  assert.equal((await app.deps.approvals.load("claim-42"))?.waiters.length, 1);
});

test("what became of it: the response is an object, and stays after request_changes", async () => {
  const app = await givenApp({ settings: { ...(await givenApp()).deps.settings, defaultReviewers: ["rita"] } });
  await app.call("POST", `${execution}/request-approval`, { as: agent, body: request });
  const body = { decision: "request_changes", feedback: "Which car?", response: { page: 2 } };
  await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body });
  for (let again = 0; again < 2; again++) {
    const { json } = await app.call("GET", `${execution}/approval-status`, { as: agent });
    assert.deepEqual(json, {
      status: "request_changes",
      response: {
        ...{ decision: "request_changes", feedback: "Which car?", response: { page: 2 } },
        reviewer: { id: "rita", name: "Rita Reyes", via: "oidc" },
        decided_at: "2026-01-01T10:00:00.000Z",
      },
      request_url: "https://sayso.example/review/claim-42",
      requested_at: "2026-01-01T10:00:00.000Z",
      responded_at: "2026-01-01T10:00:00.000Z",
    });
  }
});

test("an agent without a node is who its key says; one that names another is refused", async () => {
  const { app, pause } = await given();
  assert.equal((await pause({}, "/api/v1/agents//executions/run-1")).status, 201);
  assert.equal((await app.deps.approvals.load("claim-42"))?.agent, "claim-processor");
  const other = await pause({ approval_request_id: "claim-43" }, "/api/v1/agents/mailer/executions/run-3");
  assert.deepEqual([other.status, other.json.error, other.json.errors[0].field], [403, "forbidden", "node_id"]);
  const unnamed = { approval_request_id: "claim-44" };
  assert.equal((await pause(unnamed, "/api/v1/agents/mailer/executions/run-4", unnamedAgent)).status, 201);
  assert.equal((await app.deps.approvals.load("claim-44"))?.agent, "mailer");
});

test("another credential's execution is not to be used, noted on, ended or seen", async () => {
  const { app, pause } = await given();
  await pause();
  const as = { ...otherAgent, "x-execution-id": "run-1" };
  const path = "/api/v1/agents/mailer/executions/run-1";
  assert.equal((await pause({ approval_request_id: "claim-43" }, path, otherAgent)).status, 403);
  assert.equal((await app.call("POST", "/api/v1/executions/note", { as, body: { message: "x" } })).status, 403);
  const ended = { as, body: { status: "succeeded" } };
  assert.equal((await app.call("POST", "/api/v1/executions/run-1/status", ended)).status, 403);
  assert.equal((await app.call("GET", `${path}/approval-status`, { as })).status, 404);
});

test("how an execution ended, in their words", async () => {
  const { app } = await given();
  for (const [said, status] of [
    ...[["running", "running"] as const, ["succeeded", "succeeded"] as const, ["completed", "succeeded"] as const],
    ...[["failed", "failed"] as const, ["cancelled", "failed"] as const, ["waiting", "running"] as const],
  ]) {
    const body = { status: said, result: { any: "thing" }, duration_ms: 12 };
    const { json } = await app.call("POST", "/api/v1/executions/run-1/status", { as: agent, body });
    assert.deepEqual(json, { execution_id: "run-1", status });
  }
});

describe("errors are in the form that their clients read, and name the field", () => {
  const cases: readonly [changes: object, path: string, field: string, message: RegExp][] = [
    [{ approval_request_id: "claim 42" }, execution, "approval_request_id", /must be 1 to 128 of/],
    [{ approval_request_id: undefined }, execution, "approval_request_id", /expected string/],
    [{ approval_request_url: "javascript:alert(1)" }, execution, "approval_request_url", /absolute http or https URL/],
    [{ callback_url: "claims.example" }, execution, "callback_url", /must be an absolute http or https URL/],
    [{ callback_url: "http://claims.example/" }, execution, "callback_url", /must be an https URL/],
    [{ callback_url: "https://169.254.169.254/" }, execution, "callback_url", /must lead to a public address/],
    [{ expires_in_hours: 0 }, execution, "expires_in_hours", /must be more than 0/],
    [{ expires_in_hours: "24" }, execution, "expires_in_hours", /expected number/],
    [{}, "/api/v1/agents/claim-processor/executions/run%201", "execution_id", /must be 1 to 128 of/],
    [{}, "/api/v1/agents/two%20words/executions/run-1", "node_id", /must be 1 to 128 of/],
  ];
  for (const [changes, path, field, message] of cases)
    test(`${field} ${JSON.stringify(changes)}`, async () => {
      const { app, pause } = await given();
      const { status, json } = await pause(changes, path);
      assert.deepEqual([status, json.error, json.errors[0].field], [400, "invalid_request", field]);
      assert.match(json.message, message);
      assert.ok(json.message.startsWith(field), json.message);
      assert.equal(await app.deps.approvals.load("claim-42"), undefined);
    });

  test("a note without its execution", async () => {
    const { app } = await given();
    const note = await app.call("POST", "/api/v1/executions/note", { as: agent, body: { message: "x" } });
    assert.deepEqual([note.status, note.json.errors[0].field], [400, "X-Execution-ID"]);
  });

  test("a bad key, a path that there is not, a body that is not JSON", async () => {
    const { app } = await given();
    const said = async (method: string, path: string, as: Record<string, string>, body?: unknown) => {
      const { status, json } = await app.call(method, path, { as, ...(body !== undefined && { body }) });
      return [status, json.error, typeof json.message];
    };
    assert.deepEqual(await said("POST", "/api/v1/nodes/register", {}, {}), [401, "unauthenticated", "string"]);
    assert.deepEqual(await said("GET", "/api/v1/memory/events/ws", agent), [404, "not_found", "string"]);
    assert.deepEqual(await said("GET", `${execution}/request-approval`, agent), [405, "method_not_allowed", "string"]);
    const path = `${execution}/request-approval`;
    assert.deepEqual(await said("POST", path, agent, "{"), [400, "invalid_request", "string"]);
    const person = { as: ada, body: request };
    assert.equal((await app.call("POST", path, person)).json.error, "forbidden");
    assert.equal((await app.call("GET", `${execution}/approval-status`, { as: vera })).status, 403);
  });
});
