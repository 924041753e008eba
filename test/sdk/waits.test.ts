import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { SaysoClient, SaysoError, WaitTimeout } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { StubServer } from "./stub-server.ts";

async function stubAndClient(t: TestContext) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const problems: string[] = [];
  const client = new SaysoClient({
    serverUrl: stub.url,
    apiKey: "key-1",
    onProblem: (problem) => problems.push(problem.code),
  });
  return { stub, client, problems };
}

/** Far from the 20 s for which a question is held open, and far from what a busy machine takes. */
const soonMs = 10_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("waitForApproval holds one question open and returns the decision at once", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "claim-42", executionId: "e1" });
  const waited = client.waitForApproval("claim-42", { timeout: 60_000 });
  await eventually(() => stub.approvals.heldFor("claim-42") === 1);
  assert.equal(stub.requests.at(-1)?.query, "?wait=20");
  stub.approvals.decide("claim-42", "approved", "Looks fine");
  const decided = performance.now();
  const result = await waited;
  assert.ok(performance.now() - decided < soonMs);
  assert.deepEqual(
    { ...result },
    {
      decision: "approved",
      feedback: "Looks fine",
      reviewer: { id: "ann", name: "Ann", via: "admin_token" },
      arguments: null,
      response: null,
      decidedAt: "2026-11-22T10:05:00.000Z",
      approvalRequestId: "claim-42",
      executionId: "e1",
    },
  );
  assert.equal(result.approved, true);
  assert.equal(result.changesRequested, false);
});

for (const [decision, approved, changesRequested] of [
  ["approved", true, false],
  ["rejected", false, false],
  ["request_changes", false, true],
  ["expired", false, false],
  ["error", false, false],
] as const) {
  test(`a result of ${decision}`, async (t) => {
    const { stub, client } = await stubAndClient(t);
    await client.requestApproval({ approvalRequestId: "a" });
    stub.approvals.decide("a", decision);
    const result = await client.waitForApproval("a");
    assert.equal(result.decision, decision);
    assert.equal(result.approved, approved);
    assert.equal(result.changesRequested, changesRequested);
  });
}

test("still pending at the time-out is WaitTimeout, and the wait can be taken up again", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  const started = performance.now();
  await assert.rejects(client.waitForApproval("a", { timeout: 300 }), (error) => {
    assert.ok(error instanceof WaitTimeout && error instanceof SaysoError);
    assert.equal(error.code, "wait_timeout");
    assert.equal(error.approvalRequestId, "a");
    assert.equal(error.timeout, 300);
    assert.equal(error.message, "Waited 300 ms for approval a: it is still pending");
    return true;
  });
  assert.ok(performance.now() - started < soonMs);
  await eventually(() => stub.approvals.heldFor("a") === 0);
  stub.approvals.decide("a", "rejected");
  assert.equal((await client.waitForApproval("a")).decision, "rejected");
});

test("the last look at the time-out finds what the held question did not say", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  stub.fault = (request) => (request.query === "?wait=20" ? "silence" : undefined);
  const waited = client.waitForApproval("a", { timeout: 2_000 });
  await eventually(() => stub.sent("GET").length === 1);
  stub.approvals.decide("a", "expired");
  assert.equal((await waited).decision, "expired");
  assert.equal(stub.requests.at(-1)?.query, "");
});

test("a time-out while the server is away is WaitTimeout with the reason", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  await stub.goAway();
  await assert.rejects(client.waitForApproval("a", { timeout: 300 }), (error) => {
    assert.ok(error instanceof WaitTimeout);
    assert.equal((error.cause as SaysoError).code, "network");
    return true;
  });
});

test("waits survive a server that goes away and comes back, twice, and return soon after", async (t) => {
  const { stub, client, problems } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  const waited = client.waitForApproval("a");
  await eventually(() => stub.approvals.heldFor("a") === 1);
  for (let round = 0; round < 2; round++) {
    await stub.goAway();
    await pause(1500);
    await stub.comeBack();
    await eventually(() => stub.approvals.heldFor("a") === 1);
  }
  await stub.goAway();
  stub.approvals.decide("a", "approved");
  await stub.comeBack();
  const back = performance.now();
  assert.equal((await waited).approved, true);
  assert.ok(performance.now() - back < soonMs);
  assert.equal(problems[0], "network");
});

test("a 503 and a broken connection do not end a wait; a 403 does", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  const faults = [
    { status: 503, body: "" },
    "cut before",
    { status: 502, body: "" },
    { status: 403, body: {} },
  ] as const;
  stub.fault = () => faults[stub.sent("GET").length - 1];
  await assert.rejects(client.waitForApproval("a"), { code: "forbidden" });
  assert.equal(stub.sent("GET").length, 4);
});

test("Retry-After on a held answer that came early is honoured", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const approval = await client.requestApproval({ approvalRequestId: "a" });
  const times: number[] = [];
  stub.fault = () => {
    times.push(performance.now());
    return times.length === 1 ? { status: 200, headers: { "retry-after": "1" }, body: approval } : undefined;
  };
  const waited = client.waitForApproval("a");
  await eventually(() => times.length === 2);
  assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 990);
  stub.approvals.decide("a", "approved");
  await waited;
});

test("after a held answer the question is put again at once; a server that does not hold is not flooded", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const approval = await client.requestApproval({ approvalRequestId: "a" });
  stub.fault = () => ({ status: 200, body: approval });
  await assert.rejects(client.waitForApproval("a", { timeout: 2000 }), WaitTimeout);
  const asked = stub.sent("GET").length;
  assert.ok(asked >= 4 && asked <= 40, `${asked} questions in 2 s`);
});

test("waits for the same approval share one question, and a waiter that leaves does not end the others", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  const leave = new AbortController();
  const leaving = client.waitForApproval("a", { signal: leave.signal });
  const staying = Array.from({ length: 50 }, () => client.waitForApproval("a"));
  await eventually(() => stub.approvals.heldFor("a") === 1);
  leave.abort(new Error("no longer needed"));
  await assert.rejects(leaving, /no longer needed/);
  stub.approvals.decide("a", "approved");
  const results = await Promise.all(staying);
  assert.equal(results.filter((result) => result.approved).length, 50);
  assert.equal(stub.sent("GET").length, 1);
});

test("the last waiter that leaves closes the question", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a" });
  const leave = new AbortController();
  const waited = client.waitForApproval("a", { signal: leave.signal });
  await eventually(() => stub.approvals.heldFor("a") === 1);
  leave.abort(new Error("stop"));
  await assert.rejects(waited, /stop/);
  await eventually(() => stub.approvals.heldFor("a") === 0);
});

test("waitForApproval under an id that nobody asked for fails", async (t) => {
  const { client } = await stubAndClient(t);
  await assert.rejects(client.waitForApproval("nothing"), { code: "approval_not_found" });
});

test("waitForResume: null, decided, pending, and never a request", async (t) => {
  const { stub, client } = await stubAndClient(t);
  assert.equal(await client.waitForResume("a"), null);
  assert.equal(await client.waitForResume("a", { timeout: 0 }), null);
  await client.requestApproval({ approvalRequestId: "a" });
  await assert.rejects(client.waitForResume("a", { timeout: 0 }), WaitTimeout);
  await assert.rejects(client.waitForResume("a", { timeout: 200 }), WaitTimeout);
  await eventually(() => stub.approvals.heldFor("a") === 0);
  const told: string[] = [];
  const waited = client.waitForResume("a", {
    timeout: 60_000,
    onPending: (approval) => told.push(approval.approvalRequestUrl),
  });
  await eventually(() => stub.approvals.heldFor("a") === 1);
  assert.deepEqual(told, ["http://stub.example/review/a"]);
  stub.approvals.decide("a", "request_changes", "Add the invoice");
  assert.equal((await waited)?.feedback, "Add the invoice");
  assert.equal((await client.waitForResume("a", { timeout: 0 }))?.changesRequested, true);
  assert.equal(stub.sent("POST").length, 1);
});

test("waitForResume does not take a wrong address for 'nothing is pending'", async (t) => {
  const { stub, client } = await stubAndClient(t);
  stub.fault = () => ({ status: 404, body: "<html>" });
  await assert.rejects(client.waitForResume("a"), { code: "not_found" });
});

test("waitForResume waits for a server that is away", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await stub.goAway();
  const waited = client.waitForResume("a");
  await pause(300);
  await stub.comeBack();
  assert.equal(await waited, null);
});

test("pause asks once, tells that it is pending, and returns the decision; asking again returns the same", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const told: string[] = [];
  const request = { approvalRequestId: "a", title: "Pay?", onPending: () => told.push("pending") };
  const paused = client.pause(request);
  await eventually(() => stub.approvals.heldFor("a") === 1);
  stub.approvals.decide("a", "approved");
  assert.equal((await paused).approved, true);
  assert.equal((await client.pause(request)).approved, true);
  assert.deepEqual(told, ["pending"]);
  assert.deepEqual(stub.sent("POST")[0]?.body, { approvalRequestId: "a", title: "Pay?" });
});

test("a pause as long as the expiry ends after it, however long the request took", async (t) => {
  const { stub, client } = await stubAndClient(t);
  let first = true;
  const slow: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (first) await pause(2_000);
    first = false;
    return response;
  };
  const slowClient = new SaysoClient({ serverUrl: stub.url, apiKey: "key-1", fetch: slow, onProblem: () => {} });
  const paused = slowClient.pause({ approvalRequestId: "a", timeout: 2_000 });
  await eventually(() => stub.approvals.heldFor("a") === 1);
  stub.approvals.decide("a", "expired");
  assert.equal((await paused).decision, "expired");
  assert.equal((await client.waitForApproval("a")).decision, "expired");
});
