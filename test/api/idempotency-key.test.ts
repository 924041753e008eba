import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, claim, feedback, otherAgent, rita, sam } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

const key = { "idempotency-key": "attempt-1" };
const decide = "/v1/approvals/claim-42/decision";

async function typesOf(app: App, id = "claim-42"): Promise<string[]> {
  const { items } = await app.deps.audit.query({ approvalRequestId: id, cursor: null, limit: 100 });
  return items.map(({ entry }) => entry.type);
}

const request = (app: App, changes: object = {}, as: Record<string, string> = agent) =>
  app.call("POST", "/v1/approvals", { as, headers: key, body: { ...claim, ...changes } });

describe("F8 a request under a key", () => {
  test("is answered the same way again: the same status and the same body", async () => {
    const app = await givenApp();
    const first = await request(app);
    const again = await request(app);
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.deepEqual(again.json, first.json);
    assert.deepEqual(await typesOf(app), ["approval.created"]);
  });

  test("that found an approval already there is answered 200 again", async () => {
    const app = await givenApp();
    await app.ask();
    const first = await request(app, { executionId: "run-2" });
    const again = await request(app, { executionId: "run-2" });
    assert.deepEqual([first.status, again.status], [200, 200]);
    assert.deepEqual(await typesOf(app), ["approval.created", "approval.waiter_attached"]);
  });

  test("with another body is 422, whether the id is the same or not, and does nothing", async () => {
    const app = await givenApp();
    await request(app);
    for (const changes of [{ title: "Pay claim 43" }, { approvalRequestId: "claim-43" }, { expiresInHours: 1 }]) {
      const reply = await request(app, changes);
      assert.deepEqual([reply.status, reply.json.code], [422, "idempotency_key_reused"]);
    }
    assert.equal(await app.deps.approvals.load("claim-43"), undefined);
  });

  test("sent eight times at once is one approval and eight times the same answer", async () => {
    const app = await givenApp();
    const replies = await Promise.all(Array.from({ length: 8 }, () => request(app)));
    assert.deepEqual(
      replies.map(({ status }) => status),
      Array(8).fill(201),
    );
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
    assert.deepEqual(await typesOf(app), ["approval.created"]);
  });

  test("F9 sent at once with two contents keeps one and never answers with it what the other asked", async () => {
    const app = await givenApp();
    const [first, second] = await Promise.all([request(app), request(app, { title: "Pay claim 43" })]);
    assert.deepEqual([first.status, second.status], [201, 422]);
    assert.equal(second.json.code, "idempotency_key_reused");
    assert.equal((await app.deps.approvals.load("claim-42"))?.title, "Pay claim 42");
  });

  test("sent at once with two ids keeps one and refuses the other", async () => {
    const app = await givenApp();
    const [first, second] = await Promise.all([request(app), request(app, { approvalRequestId: "claim-43" })]);
    assert.deepEqual([first.status, second.status, second.json.code], [201, 422, "idempotency_key_reused"]);
  });

  test("is the caller's own: another agent's same key is another key", async () => {
    const app = await givenApp();
    await request(app);
    assert.equal((await request(app, { approvalRequestId: "claim-43", executionId: "run-7" }, otherAgent)).status, 201);
  });
});

describe("F3 a decision under a key", () => {
  const approve = { decision: "approved", feedback };
  const send = (app: App, body: object = approve, as: Record<string, string> = rita, path = decide) =>
    app.call("POST", path, { as, headers: key, body });

  test("is answered the same way again, however often, once or at once", async () => {
    const app = await givenApp();
    await app.ask();
    const replies = await Promise.all(Array.from({ length: 8 }, () => send(app)));
    replies.push(await send(app));
    assert.deepEqual(
      replies.map(({ status }) => status),
      Array(9).fill(200),
    );
    assert.deepEqual(new Set(replies.map(({ json }) => json.decision)), new Set(["approved"]));
    assert.deepEqual(await typesOf(app), ["approval.created", "approval.decided"]);
  });

  test("with another body is 422, once or at once", async () => {
    const app = await givenApp();
    await app.ask();
    const [first, second] = await Promise.all([send(app), send(app, { decision: "rejected" })]);
    assert.deepEqual([first.status, second.status], [200, 422]);
    assert.equal((await send(app, { decision: "rejected" })).status, 422);
    assert.equal((await app.deps.approvals.load("claim-42"))?.status, "approved");
  });

  test("is another one for another reviewer, another approval and another route", async () => {
    const app = await givenApp();
    await app.ask();
    await app.ask({ approvalRequestId: "claim-43" });
    assert.equal((await send(app)).status, 200);
    assert.equal((await send(app, approve, sam)).status, 409);
    const other = await send(app, approve, rita, "/v1/approvals/claim-43/decision");
    assert.deepEqual([other.status, other.json.decision], [200, "approved"]);
    await app.ask({ approvalRequestId: "claim-44" });
    const viewed = { as: rita, headers: key, body: {} };
    for (const id of ["claim-43", "claim-44"]) await app.call("POST", `/v1/review/${id}/viewed`, viewed);
    assert.equal((await typesOf(app, "claim-44")).at(-1), "approval.viewed");
  });

  test("is refused again as the first time when it came too late", async () => {
    const app = await givenApp();
    await app.ask({ expiresInHours: 1 });
    app.time.now += 3_600_000;
    assert.deepEqual([(await send(app)).status, (await send(app)).status], [410, 410]);
  });
});

test("a cancellation and a moved expiry under a key happen once", async () => {
  const app = await givenApp();
  await app.ask();
  const expiry = { as: ada, headers: key, body: { expiresInHours: 1 } };
  const moved = await app.call("POST", "/v1/approvals/claim-42/expiry", expiry);
  app.time.now += 60_000;
  const again = await app.call("POST", "/v1/approvals/claim-42/expiry", expiry);
  assert.deepEqual(
    [moved.json.expiresAt, again.json.expiresAt],
    ["2026-01-01T11:00:00.000Z", "2026-01-01T11:00:00.000Z"],
  );
  const cancel = { as: agent, headers: key, body: { feedback: "Gone." } };
  assert.equal((await app.call("POST", "/v1/approvals/claim-42/cancel", cancel)).status, 200);
  assert.equal((await app.call("POST", "/v1/approvals/claim-42/cancel", cancel)).status, 200);
  const other = await app.call("POST", "/v1/approvals/claim-42/cancel", { ...cancel, body: { feedback: "No." } });
  assert.equal(other.status, 422);
  assert.deepEqual(await typesOf(app), ["approval.created", "approval.expiry_changed", "approval.cancelled"]);
});

test("a handing-over under a key happens once, and is answered also to who is no reviewer any more", async () => {
  const app = await givenApp();
  await app.ask();
  const path = "/v1/approvals/claim-42/reassign";
  const once = { as: rita, headers: key, body: { reviewers: ["olga"] } };
  for (let n = 0; n < 3; n++) {
    const { status, json } = await app.call("POST", path, once);
    assert.deepEqual([status, json.reviewers, json.version], [200, ["olga"], 2]);
  }
  assert.equal((await app.call("POST", path, { ...once, body: { reviewers: ["sam"] } })).status, 422);
  assert.equal((await app.call("POST", path, { ...once, headers: {} })).status, 403);
  assert.deepEqual(await typesOf(app), ["approval.created", "approval.reassigned"]);
});

test("a note under a key is one note; with another body it is 422", async () => {
  const app = await givenApp();
  const note = (message: string, tags?: string[]) =>
    app.call("POST", "/v1/executions/run-1/notes", {
      as: agent,
      headers: key,
      body: { message, ...(tags && { tags }) },
    });
  const first = await note("Risk: 72");
  app.time.now += 60_000;
  const again = await note("Risk: 72");
  assert.deepEqual([again.status, again.json], [201, first.json]);
  assert.equal((await note("Risk: 73")).status, 422);
  assert.equal((await note("Risk: 72", ["risk"])).status, 422);
  const { json } = await app.call("GET", "/v1/executions/run-1", { as: agent });
  assert.deepEqual(json.notes, [first.json]);
});

test("a viewing under a key is recorded once", async () => {
  const app = await givenApp();
  await app.ask();
  for (let n = 0; n < 3; n++)
    await app.call("POST", "/v1/review/claim-42/viewed", { as: rita, headers: key, body: {} });
  assert.deepEqual(await typesOf(app), ["approval.created", "approval.viewed"]);
});

describe("a key must be 1 to 255 printable ASCII characters", () => {
  for (const bad of ["", " ", "a b", "é", "x".repeat(256), "a\tb"])
    test(JSON.stringify(bad).slice(0, 20), async () => {
      const app = await givenApp();
      const reply = await app.call("POST", "/v1/approvals", {
        as: agent,
        headers: { "idempotency-key": bad },
        body: claim,
      });
      assert.deepEqual([reply.status, reply.json.errors?.[0]?.field], [400, "Idempotency-Key"]);
    });
});
