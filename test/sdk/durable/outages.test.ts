import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { durableAgent } from "../../../sdk/typescript/src/durable/index.ts";
import { type Approval, SaysoClient, type SaysoError } from "../../../sdk/typescript/src/index.ts";
import { eventually } from "../eventually.ts";
import { problem } from "../stub-approvals.ts";
import { StubServer } from "../stub-server.ts";
import { callbackOf, start, useRunner } from "./runner.ts";

useRunner();

async function stubAndClient(t: TestContext) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const problems: SaysoError[] = [];
  const onProblem = (problem: SaysoError) => void problems.push(problem);
  const client = new SaysoClient({ serverUrl: stub.url, apiKey: "key-1", onProblem });
  const requests = () => stub.sent("POST", "/v1/approvals");
  return { stub, client, problems, onProblem, requests };
}

/** As the server's adapter calls it. */
function resultOf(id: string, decision: string): string {
  const reviewer = { id: "ann", name: "Ann", via: "oidc" };
  const words = { decision, feedback: "seen", reviewer, decidedAt: "2026-11-22T10:05:00.000Z" };
  return JSON.stringify({
    approvalRequestId: id,
    executionId: "e1",
    ...words,
    arguments: { amount: 1 },
    response: null,
  });
}

test("a request that fails twice is asked again with the same callback, and is one approval", async (t) => {
  const { stub, client, onProblem, requests } = await stubAndClient(t);
  let failures = 0;
  stub.fault = ({ method, path }) => {
    if (method !== "POST" || path !== "/v1/approvals" || ++failures > 2) return undefined;
    return failures === 1 ? problem(503, "unavailable", "Busy") : "cut after";
  };
  const pending: string[] = [];
  const handler = durableAgent(
    "a",
    async (app) => {
      const onPending = (approval: Approval) => void pending.push(approval.approvalRequestUrl);
      const result = await app.pause({ approvalRequestId: "a", title: "Pay?", onPending });
      return [result.approved, result.arguments, result.reviewer?.name, result.executionId];
    },
    { client, onProblem },
  );
  const { runner, end } = start(handler);
  await eventually(() => pending.length > 0);
  await (await callbackOf(runner, "pause a")).sendCallbackSuccess(resultOf("a", "approved"));
  assert.deepEqual((await end).getResult(), [true, { amount: 1 }, "Ann", "e1"]);
  const bodies = requests().map(({ body }) => body as { resume: { kind: string; callbackId: string } });
  assert.equal(bodies.length, 3);
  assert.equal(new Set(bodies.map((body) => JSON.stringify(body))).size, 1);
  assert.equal(bodies[0]?.resume.kind, "durable");
  assert.equal(bodies[0]?.resume.callbackId, runner.getOperation("pause a").getCallbackDetails()?.callbackId);
  assert.equal(stub.approvals.byId.size, 1);
  assert.deepEqual(pending, ["http://stub.example/review/a"]);
});

test("what the reviewer should read is written before the request, also when that takes a second attempt", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  let failures = 0;
  stub.fault = ({ path }) =>
    path.endsWith("/notes") && ++failures === 1 ? problem(503, "unavailable", "Busy") : undefined;
  const handler = durableAgent(
    "a",
    async (app) => {
      void app.note("one");
      void app.note("two");
      return (await app.pause({ approvalRequestId: "a" })).decision;
    },
    { client, onProblem },
  );
  const { runner, end } = start(handler);
  await eventually(() => stub.approvals.byId.has("a"));
  assert.deepEqual(
    stub.requests.map(({ method, path }) => `${method} ${path.replace(/a%3A[0-9a-f-]{36}/, "<id>")}`),
    [
      "PUT /v1/executions/<id>",
      "POST /v1/executions/<id>/notes",
      "POST /v1/executions/<id>/notes",
      "POST /v1/executions/<id>/notes",
      "POST /v1/approvals",
    ],
  );
  await (await callbackOf(runner, "pause a")).sendCallbackSuccess(resultOf("a", "approved"));
  assert.equal((await end).getResult(), "approved");
  assert.deepEqual(
    stub.approvals.notes.map(({ message }) => message),
    ["one", "two"],
  );
});

test("pauses at the same time, whose next steps come in another order in the replay, stay apart", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  const handler = durableAgent(
    "a",
    async (app) => {
      const results = await Promise.all([
        app.pause({ approvalRequestId: "late", timeout: 7000 }),
        app.pause({ approvalRequestId: "early", timeout: 6000 }),
        app.pause({ approvalRequestId: "called" }),
      ]);
      await app.context.wait({ seconds: 1 });
      return results.map(({ decision }) => decision);
    },
    { client, onProblem },
  );
  const { runner, end } = start(handler);
  await eventually(() => stub.approvals.byId.size === 3);
  stub.approvals.decide("late", "rejected");
  stub.approvals.decide("early", "approved");
  await eventually(() => stub.sent("GET", "/v1/approvals/late").length === 1);
  await (await callbackOf(runner, "pause called")).sendCallbackSuccess(resultOf("called", "request_changes"));
  assert.deepEqual((await end).getResult(), ["rejected", "approved", "request_changes"]);
  assert.equal(stub.sent("GET", "/v1/approvals/early").length, 1);
});

test("a callback that is not called in time: one look at the approval brings the decision", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  const handler = durableAgent(
    "a",
    async (app) => (await app.pause({ approvalRequestId: "a", timeout: 5000 })).decision,
    { client, onProblem },
  );
  const { end } = start(handler);
  await eventually(() => stub.approvals.byId.has("a"));
  stub.approvals.decide("a", "rejected");
  assert.equal((await end).getResult(), "rejected");
  assert.equal(stub.sent("GET", "/v1/approvals/a").length, 1);
});

test("still pending at its time-out: WaitTimeout, and the next pause goes on with the same approval", async (t) => {
  const { stub, client, onProblem, requests } = await stubAndClient(t);
  const handler = durableAgent(
    "a",
    async (app) => {
      const first = await app
        .pause({ approvalRequestId: "a", timeout: 1000 })
        .catch((error) => [error.name, error.code, error.timeout, error.message]);
      return [first, (await app.pause({ approvalRequestId: "a" })).decision];
    },
    { client, onProblem },
  );
  const { runner, end } = start(handler);
  await eventually(() => requests().length === 2);
  await (await callbackOf(runner, "pause a", 1)).sendCallbackSuccess(resultOf("a", "approved"));
  const message = "Waited 1000 ms for approval a: it is still pending";
  assert.deepEqual((await end).getResult(), [["WaitTimeout", "wait_timeout", 1000, message], "approved"]);
  assert.equal(stub.approvals.byId.size, 1);
});

test("what is no decision about this approval is not taken for one", async (t) => {
  const { stub, client, onProblem, requests } = await stubAndClient(t);
  const handler = durableAgent("a", async (app) => (await app.pause({ approvalRequestId: "a" })).decision, {
    client,
    onProblem,
  });
  const { runner, end } = start(handler);
  const words = ["approved", '{"decision":"approved"}', resultOf("b", "approved"), resultOf("a", "pending"), ""];
  stub.fault = ({ method }) => {
    const approval = stub.approvals.byId.get("a");
    if (method !== "GET" || approval === undefined) return undefined;
    return { status: 200, body: { ...approval, expiresAt: new Date(Date.now() + 3_600_000).toISOString() } };
  };
  /** The wait of a turn, once it can be ended. */
  const wait = async (turn: number) => {
    await eventually(() => requests().length === turn);
    return callbackOf(runner, turn === 1 ? "pause a" : `pause a (${turn})`);
  };
  for (const [index, word] of words.entries()) await (await wait(index + 1)).sendCallbackSuccess(word);
  await (await wait(words.length + 1)).sendCallbackFailure({ ErrorMessage: "no" });
  const last = await wait(words.length + 2);
  stub.fault = () => undefined;
  stub.approvals.decide("a", "request_changes");
  await last.sendCallbackSuccess(resultOf("a", "request_changes"));
  assert.equal((await end).getResult(), "request_changes");
  assert.equal(stub.approvals.byId.size, 1);
});

test("pending after its time and past its expiry, as no server says: WaitTimeout rather than for ever", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  stub.fault = ({ method }) => {
    const approval = stub.approvals.byId.get("a");
    if (method !== "GET" || approval === undefined) return undefined;
    return { status: 200, body: { ...approval, expiresAt: "2020-01-01T00:00:00Z" } };
  };
  const handler = durableAgent("a", async (app) => app.pause({ approvalRequestId: "a" }).catch((error) => error.code), {
    client,
    onProblem,
  });
  const { runner, end } = start(handler);
  await eventually(() => stub.approvals.byId.has("a"));
  await (await callbackOf(runner, "pause a")).sendCallbackFailure({ ErrorMessage: "given up" });
  assert.equal((await end).getResult(), "wait_timeout");
});

test("notes and statuses that cannot be recorded are reported and fail nothing", async (t) => {
  const { stub, client, problems, onProblem } = await stubAndClient(t);
  stub.fault = ({ path }) => (path.includes("/executions/") ? problem(403, "forbidden", "No") : undefined);
  const handler = durableAgent(
    "a",
    async (app) => {
      void app.note("one");
      await app.note("two");
      return "done";
    },
    { client, onProblem },
  );
  assert.equal((await start(handler).end).getResult(), "done");
  assert.deepEqual(
    problems.map(({ code, message }) => `${code}: ${message.replace(/a:[0-9a-f-]{36}/, "<id>")}`),
    [
      "forbidden: status running of execution <id> was not recorded: No",
      "forbidden: a note of execution <id> was not recorded: No",
      "forbidden: a note of execution <id> was not recorded: No",
      "forbidden: status succeeded of execution <id> was not recorded: No",
    ],
  );
});

test("waitForResume: null at once, the decision, or the wait for it, through an outage", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "decided" });
  stub.approvals.decide("decided", "rejected");
  await client.requestApproval({ approvalRequestId: "pending" });
  let looks = 0;
  stub.fault = ({ path }) => {
    if (path !== "/v1/approvals/pending") return undefined;
    looks++;
    if (looks === 1) return problem(503, "unavailable", "Busy");
    if (looks === 3) stub.approvals.decide("pending", "approved");
    return undefined;
  };
  let told = 0;
  const handler = durableAgent(
    "a",
    async (app) => {
      const nothing = await app.waitForResume({ approvalRequestId: "nothing" });
      const decided = await app.waitForResume({ approvalRequestId: "decided" });
      const late = await app.waitForResume({ approvalRequestId: "pending", onPending: () => void told++ });
      return [nothing, decided?.decision, late?.approved];
    },
    { client, onProblem },
  );
  assert.deepEqual((await start(handler).end).getResult(), [null, "rejected", true]);
  assert.deepEqual({ looks, told }, { looks: 3, told: 1 });
  assert.equal(stub.sent("POST").filter(({ path }) => path === "/v1/approvals").length, 2);
});

test("waitForResume: WaitTimeout while it is pending, and the server's refusals as errors", async (t) => {
  const { stub, client, onProblem } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "pending" });
  stub.fault = ({ path }) => (path === "/v1/approvals/secret" ? problem(403, "forbidden", "Not yours") : undefined);
  const handler = durableAgent(
    "a",
    async (app) => [
      await app.waitForResume({ approvalRequestId: "pending", timeout: 0 }).catch((error) => error.message),
      await app.waitForResume({ approvalRequestId: "secret" }).catch((error) => `${error.code}: ${error.message}`),
    ],
    { client, onProblem },
  );
  assert.deepEqual((await start(handler).end).getResult(), [
    "Waited 0 ms for approval pending: it is still pending",
    "forbidden: Not yours",
  ]);
});
