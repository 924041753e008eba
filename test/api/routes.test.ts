import assert from "node:assert/strict";
import { test } from "node:test";
import { ada, agent, feedback, rita, sam, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const claimOnTheWire = {
  approvalRequestId: "claim-42",
  approvalRequestUrl: "https://sayso.example/review/claim-42",
  status: "pending",
  decision: null,
  title: "Pay claim 42",
  context: { summary: "Lost suitcase" },
  action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
  arguments: { amount: 120.5, currency: "EUR" },
  response: null,
  sensitive: [],
  feedback: null,
  reviewer: null,
  reviewers: ["rita", "sam"],
  agent: "claim-processor",
  executionId: "run-1",
  initiatedBy: null,
  metadata: {},
  policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
  createdAt: "2026-01-01T10:00:00.000Z",
  expiresAt: "2026-01-04T10:00:00.000Z",
  decidedAt: null,
  resumeState: "waiting",
  version: 1,
};

const decided = {
  status: "approved",
  decision: "approved",
  feedback,
  reviewer: { id: "rita", name: "Rita Reyes", via: "oidc" },
  response: { limit: 5 },
  decidedAt: "2026-01-01T11:00:00.000Z",
};

test("an agent asks, a signed-in reviewer decides, the agent fetches the decision", async () => {
  const app = await givenApp();
  const asked = await app.ask();
  assert.equal(asked.status, 201);
  assert.equal(asked.headers.location, "approvals/claim-42");
  assert.deepEqual(asked.json, claimOnTheWire);
  assert.equal((await app.ask()).status, 200);
  assert.deepEqual((await app.call("GET", "/v1/approvals/claim-42", { as: agent })).json, claimOnTheWire);

  app.time.now += 3_600_000;
  const body = { decision: "approved", feedback, response: { limit: 5 } };
  const answered = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body });
  assert.equal(answered.status, 200);
  assert.deepEqual(answered.json, { ...claimOnTheWire, ...decided, resumeState: "resuming", version: 2 });
  const fetched = await app.call("GET", "/v1/approvals/claim-42", { as: agent });
  assert.deepEqual(fetched.json, answered.json);
  const later = await app.call("GET", "/v1/approvals/claim-42", { as: agent });
  assert.deepEqual(later.json, { ...claimOnTheWire, ...decided, resumeState: "resumed", version: 3 });
});

test("an agent withdraws its request", async () => {
  const app = await givenApp();
  await app.ask();
  const cancelled = await app.call("POST", "/v1/approvals/claim-42/cancel", { as: agent, body: { feedback: "Gone." } });
  assert.equal(cancelled.status, 200);
  assert.deepEqual(cancelled.json, {
    ...claimOnTheWire,
    ...{ status: "error", decision: "error", feedback: "Gone.", decidedAt: "2026-01-01T10:00:00.000Z" },
    ...{ resumeState: "resuming", version: 2 },
  });
  await app.ask({ approvalRequestId: "claim-43" });
  const wordless = await app.call("POST", "/v1/approvals/claim-43/cancel", { as: agent });
  assert.equal(wordless.json.feedback, "cancelled by the agent");
});

test("an administrator moves the expiry, and lists the reviewers' links", async () => {
  const app = await givenApp();
  await app.ask();
  const moved = await app.call("POST", "/v1/approvals/claim-42/expiry", { as: ada, body: { expiresInHours: 0.5 } });
  assert.equal(moved.status, 200);
  assert.deepEqual(moved.json, { ...claimOnTheWire, expiresAt: "2026-01-01T10:30:00.000Z", version: 2 });
  const { status, json } = await app.call("GET", "/v1/approvals/claim-42/links", { as: ada });
  assert.equal(status, 200);
  assert.deepEqual(
    json.links.map(({ reviewer, url }: { reviewer: string; url: string }) => [reviewer, url.split("#")[0]]),
    [
      ["rita", "https://sayso.example/review/claim-42"],
      ["sam", "https://sayso.example/review/claim-42"],
    ],
  );
});

test("a run is announced, noted on, listed and looked up", async () => {
  const app = await givenApp();
  const run = {
    executionId: "run-1",
    agent: "claim-processor",
    status: "running",
    pendingApprovals: 0,
    createdAt: "2026-01-01T10:00:00.000Z",
    updatedAt: "2026-01-01T10:00:00.000Z",
  };
  const put = await app.call("PUT", "/v1/executions/run-1", { as: agent, body: { status: "running" } });
  assert.deepEqual([put.status, put.json], [200, run]);
  const byAgent = await app.call("POST", "/v1/executions/run-1/notes", {
    as: agent,
    body: { message: "Risk: 72", tags: ["assessment"] },
  });
  assert.equal(byAgent.status, 201);
  await app.call("POST", "/v1/executions/run-1/notes", { as: rita, body: { message: "Looking at it" } });
  assert.deepEqual((await app.call("GET", "/v1/executions", { as: rita })).json, {
    executions: [run],
    nextCursor: null,
  });
  assert.deepEqual((await app.call("GET", "/v1/executions/run-1", { as: agent })).json, {
    ...run,
    notes: [
      {
        noteId: "event-1",
        message: "Risk: 72",
        tags: ["assessment"],
        by: "agent:claim-processor",
        at: "2026-01-01T10:00:00.000Z",
      },
      { noteId: "event-2", message: "Looking at it", tags: [], by: "rita", at: "2026-01-01T10:00:00.000Z" },
    ],
    notesCursor: null,
  });
});

test("an administrator makes, lists and revokes API keys; a key is shown once", async () => {
  const app = await givenApp();
  const made = await app.call("POST", "/v1/api-keys", { as: ada, body: { agent: "clerk", description: "nightly" } });
  assert.equal(made.status, 201);
  const shown = {
    ...{ prefix: "agent001", agent: "clerk", description: "nightly" },
    ...{ createdAt: "2026-01-01T10:00:00.000Z", revokedAt: null },
  };
  assert.deepEqual(made.json, { ...shown, key: `sayso_agent001_${"k".repeat(43)}` });
  const as = { "x-api-key": made.json.key };
  assert.equal((await app.ask({}, as)).json.agent, "clerk");
  const listed = await app.call("GET", "/v1/api-keys", { as: ada });
  assert.deepEqual(
    listed.json.apiKeys.find(({ prefix }: { prefix: string }) => prefix === "agent001"),
    shown,
  );
  assert.doesNotMatch(listed.text, /kkkk|ccccc/);
  const gone = await app.call("DELETE", "/v1/api-keys/agent001", { as: ada });
  assert.deepEqual([gone.status, gone.text], [204, ""]);
  assert.equal((await app.ask({}, as)).status, 401);
  assert.equal((await app.call("DELETE", "/v1/api-keys/agent999", { as: ada })).status, 404);
});

test("the audit trail is read whole or for one approval, oldest first", async () => {
  const app = await givenApp();
  await app.ask();
  await app.call("POST", "/v1/approvals/claim-42/decision", { as: sam, body: { decision: "rejected" } });
  for (const path of ["/v1/audit", "/v1/approvals/claim-42/audit"]) {
    const { status, json } = await app.call("GET", path, { as: vera });
    assert.equal(status, 200);
    assert.deepEqual(
      json.entries.map(({ type, sequence }: { type: string; sequence: number }) => `${sequence} ${type}`),
      ["1 approval.created", "2 approval.decided"],
    );
    assert.equal(json.entries[1].disclosed.reviewer.value, "sam");
  }
});

test("pages, their parts, the OpenAPI document and the sign of life are for everyone", async () => {
  const app = await givenApp();
  const answers: [path: string, type: string, text: string][] = [
    ["/", "text/html; charset=utf-8", "<title>Inbox</title>"],
    ["/audit", "text/html; charset=utf-8", "<title>Inbox</title>"],
    ["/approvals/claim-42", "text/html; charset=utf-8", "<title>Inner</title>"],
    ["/review/claim-42", "text/html; charset=utf-8", "<title>Review</title>"],
    ["/review/no-such-approval?utm_source=mail", "text/html; charset=utf-8", "<title>Review</title>"],
    ["/assets/review.js", "text/javascript; charset=utf-8", "0;"],
    ["/v1/openapi.json", "application/json", '{"openapi":"3.1.0"}'],
    ["/healthz", "application/json", '{"status":"ok"}'],
  ];
  for (const [path, type, text] of answers) {
    const reply = await app.call("GET", path);
    assert.deepEqual([reply.status, reply.headers["content-type"], reply.text], [200, type, text]);
  }
  assert.equal((await app.call("GET", "/assets/no-such.js")).status, 404);
});

test("what pages are made of is kept for ever, compressed as the client likes it; pages are asked for anew", async () => {
  const app = await givenApp();
  const encodings: [accepted: string, encoding: string | undefined][] = [
    ["gzip, deflate, br, zstd", "br"],
    ["gzip;q=1.0, br;q=0", "gzip"],
    ["GZIP", "gzip"],
    ["identity", undefined],
    ["br;q=0.000", undefined],
    ["sbr, gzipped", undefined],
  ];
  for (const [accepted, encoding] of encodings) {
    const { headers } = await app.call("GET", "/assets/review.js", { headers: { "accept-encoding": accepted } });
    assert.equal(headers["content-encoding"], encoding, accepted);
    assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
    assert.equal(headers.vary, "accept-encoding");
  }
  assert.equal((await app.call("GET", "/audit")).headers["cache-control"], "no-store");
});
