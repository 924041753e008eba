import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { agent, otherAgent, rita, vera } from "./callers.ts";
import { type Answer, givenApp } from "./given-app.ts";

const codes: Readonly<Record<number, string>> = {
  404: "Nothing here",
  405: "Method not allowed",
};

function problem({ status, headers, json }: Answer): [status: number, code: string] {
  assert.equal(headers["content-type"], "application/problem+json");
  assert.equal(json.status, status);
  assert.equal(json.type, "about:blank");
  assert.equal(typeof json.title, "string");
  assert.equal(typeof json.detail, "string");
  return [status, json.code];
}

describe("there is nothing at other paths", () => {
  const paths = [
    "/v1",
    "/v1/",
    "/v2/approvals",
    "/v1/approvals/",
    "/v1/approvals/a/b/c",
    "/V1/approvals",
    "//",
    "/v1/approvals/%ZZ",
  ];
  for (const path of [...paths, "/assets/no-such.js", "/assets/", "/review/", "/v1/approvals/a%00%ZZ/audit"])
    test(path, async () => {
      const app = await givenApp();
      const reply = await app.call("GET", path, { as: rita });
      assert.deepEqual(problem(reply), [404, "not_found"]);
      assert.equal(reply.json.title, codes[404]);
    });
});

describe("a path that is there says which methods it takes", () => {
  const cases: readonly [request: string, allow: string][] = [
    ["DELETE /v1/approvals", "POST, GET"],
    ["PATCH /v1/approvals/claim-42", "GET"],
    ["GET /v1/approvals/claim-42/decision", "POST"],
    ["PUT /v1/approvals/claim-42/cancel", "POST"],
    ["OPTIONS /v1/executions/run-1", "PUT, GET"],
    ["PROPFIND /v1/review/claim-42", "GET"],
    ["GET /v1/review/claim-42/viewed", "POST"],
    ["POST /healthz", "GET"],
    ["POST /", "GET"],
    ["GET /v1/api-keys/claims01", "DELETE"],
  ];
  for (const [request, allow] of cases)
    test(`F1 ${request}`, async () => {
      const app = await givenApp();
      const [method = "", path = ""] = request.split(" ");
      const reply = await app.call(method, path);
      assert.deepEqual(problem(reply), [405, "method_not_allowed"]);
      assert.equal(reply.headers.allow, allow);
    });
});

test("every refusal has its code and status, with the approval that it ran into where the caller may see it", async () => {
  const app = await givenApp();
  const decide = (id: string, as = rita, decision = "approved") =>
    app.call("POST", `/v1/approvals/${id}/decision`, { as, body: { decision } });
  await app.ask();
  assert.deepEqual(problem(await app.ask({ title: "Pay claim 43" })), [409, "approval_request_conflict"]);
  assert.equal((await app.ask({ title: "Pay claim 43" })).json.approval.title, "Pay claim 42");
  const theirs = await app.ask({ executionId: "run-7" }, otherAgent);
  assert.deepEqual([problem(theirs), theirs.json.approval], [[403, "not_your_approval"], undefined]);

  await app.ask({ approvalRequestId: "claim-43", policy: { exclusive: true } });
  const second = await app.ask({ approvalRequestId: "claim-43", policy: { exclusive: true }, executionId: "run-2" });
  assert.deepEqual(problem(second), [409, "approval_already_requested"]);

  await decide("claim-42", rita, "rejected");
  const late = await decide("claim-42");
  assert.deepEqual(problem(late), [409, "already_decided"]);
  assert.deepEqual(late.json.approval.reviewer, { id: "rita", name: "Rita Reyes", via: "oidc" });
  assert.equal(late.json.approval.decision, "rejected");
  assert.deepEqual(problem(await decide("claim-99")), [404, "approval_not_found"]);
  const run = await app.call("GET", "/v1/executions/run-9", { as: rita });
  assert.deepEqual(problem(run), [404, "execution_not_found"]);

  app.time.now += 72 * 3_600_000;
  const expired = await decide("claim-43");
  assert.deepEqual(problem(expired), [410, "expired"]);
  assert.equal(expired.json.approval.status, "expired");
  assert.match(expired.json.detail, /2026-01-04T10:00:00.000Z/);
});

test("F4 the answer to a decision that came too late is what is on the record", async () => {
  const app = await givenApp();
  await app.ask({ expiresInHours: 1 });
  app.time.now += 3_600_000;
  const late = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body: { decision: "approved" } });
  assert.equal(late.status, 410);
  const read = await app.call("GET", "/v1/approvals/claim-42", { as: rita });
  assert.deepEqual(late.json.approval, read.json);
  const { json } = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera });
  assert.deepEqual(
    json.entries.map(({ type }: { type: string }) => type),
    ["approval.created", "approval.expired", "approval.decision_refused"],
  );
});

test("what breaks inside is 500, says nothing of the inside, and is logged without what the caller sent", async () => {
  const app = await givenApp();
  const { deps } = app;
  const load = deps.approvals.load;
  Object.assign(deps.approvals, {
    load: async () => {
      throw new Error("no such table: approvals");
    },
  });
  const reply = await app.call("GET", "/v1/approvals/claim-42", { as: agent });
  Object.assign(deps.approvals, { load });
  assert.deepEqual(problem(reply), [500, "internal"]);
  assert.doesNotMatch(reply.text, /table|at .*\.ts/);
});

test("every answer forbids caching, framing, sniffing and indexing, and sends no referrer", async () => {
  const app = await givenApp();
  const answers = [
    await app.ask(),
    await app.call("GET", "/v1/approvals/claim-42", { as: agent }),
    await app.call("GET", "/review/claim-42"),
    await app.call("GET", "/nowhere"),
    await app.call("GET", "/v1/approvals"),
  ];
  for (const { headers } of answers) {
    assert.equal(headers["cache-control"], "no-store");
    assert.match(headers["content-security-policy"] ?? "", /default-src 'none'/);
    assert.match(headers["content-security-policy"] ?? "", /frame-ancestors 'none'/);
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["x-robots-tag"], "noindex");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.match(headers["strict-transport-security"] ?? "", /max-age=\d{8}/);
  }
});

test("F20 whatever host the caller names, it reaches no output", async () => {
  const app = await givenApp();
  const names = ["host", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "forwarded", "x-original-url"];
  const headers = Object.fromEntries(names.map((name) => [name, "evil.example"]));
  const requests: [string, string, object?][] = [
    ["POST", "/v1/approvals", { approvalRequestId: "claim-43" }],
    ["GET", "/v1/approvals/claim-43"],
    ["GET", "/review/claim-43"],
    ["GET", "/nowhere"],
  ];
  for (const [method, path, body] of requests) {
    const reply = await app.call(method, path, { as: agent, headers, ...(body && { body }) });
    assert.doesNotMatch(JSON.stringify(reply), /evil/);
  }
});
