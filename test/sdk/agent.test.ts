import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { Agent, SaysoClient, type SaysoError } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { problem } from "./stub-approvals.ts";
import { StubServer } from "./stub-server.ts";

async function stubAndAgent(t: TestContext, { retryFor = 60_000 } = {}) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const problems: SaysoError[] = [];
  const onProblem = (problem: SaysoError) => void problems.push(problem);
  const client = new SaysoClient({ serverUrl: stub.url, apiKey: "key-1", retryFor, onProblem });
  return { stub, problems, agent: new Agent("claim-processor", { client, onProblem }) };
}

test("a reasoner's call is an execution: running, then succeeded", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  const double = agent.reasoner("double it", async (amount: number) => amount * 2);
  assert.equal(await double(21), 42);
  const [[id, statuses] = []] = stub.approvals.executions;
  assert.match(id ?? "", /^double-it-[0-9a-f-]{36}$/);
  assert.deepEqual(statuses, ["running", "succeeded"]);
  assert.deepEqual(stub.requests[0]?.body, { status: "running", agent: "claim-processor" });
});

test("a reasoner that throws is a failed execution, and throws what it threw", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  const breaks = agent.reasoner(async function assess() {
    throw new RangeError("no such claim");
  });
  await assert.rejects(breaks(), RangeError);
  const [[id, statuses] = []] = stub.approvals.executions;
  assert.match(id ?? "", /^assess-/);
  assert.deepEqual(statuses, ["running", "failed"]);
});

test("an execution id of one's own goes on with the same execution", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  const process = agent.reasoner("process", async (claimId: string) => claimId);
  assert.equal(await process.withExecutionId("claim-42")("42"), "42");
  assert.deepEqual([...stub.approvals.executions.keys()], ["claim-42"]);
});

test("notes arrive in order, each once, before the pause and before the end, whatever fails on the way", async (t) => {
  const { stub, agent, problems } = await stubAndAgent(t);
  let count = 0;
  stub.fault = (request) => {
    if (!request.path.endsWith("/notes")) return undefined;
    return [problem(503, "unavailable", "Busy"), "cut after", undefined, "cut before", undefined][
      count++ % 5
    ] as undefined;
  };
  const process = agent.reasoner("process", async () => {
    for (let n = 1; n <= 10; n++) agent.note(`note ${n}`, { tags: ["t"] });
    const result = await agent.pause({ approvalRequestId: "a" });
    agent.note(`decided: ${result.decision}`);
    return result.decision;
  });
  const running = process.withExecutionId("e1")();
  await eventually(() => stub.approvals.heldFor("a") === 1);
  const before = stub.approvals.notes.map((note) => note.message);
  const ten = ["note 1", "note 2", "note 3", "note 4", "note 5", "note 6", "note 7", "note 8", "note 9", "note 10"];
  assert.deepEqual(before, ten);
  stub.approvals.decide("a", "approved");
  assert.equal(await running, "approved");
  assert.deepEqual(
    stub.approvals.notes.map((note) => note.message),
    [...ten, "decided: approved"],
  );
  assert.deepEqual(stub.approvals.notes[0], { executionId: "e1", message: "note 1", tags: ["t"] });
  assert.equal(
    stub.requests.findIndex(({ path }) => path === "/v1/executions/e1"),
    0,
  );
  assert.deepEqual(stub.requests.at(-1)?.body, { status: "succeeded", agent: "claim-processor" });
  assert.deepEqual(problems, []);
});

test("executions at the same time keep their notes apart", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  const process = agent.reasoner("process", async (name: string) => {
    for (let n = 1; n <= 3; n++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      agent.note(`${name} ${n}`);
    }
  });
  await Promise.all(["a", "b", "c"].map((name) => process.withExecutionId(`run-${name}`)(name)));
  for (const name of ["a", "b", "c"]) {
    const own = stub.approvals.notes.filter((note) => note.executionId === `run-${name}`);
    assert.deepEqual(
      own.map((note) => note.message),
      [`${name} 1`, `${name} 2`, `${name} 3`],
    );
  }
});

test("notes and statuses that cannot be recorded are reported and fail nothing", async (t) => {
  const { stub, agent, problems } = await stubAndAgent(t);
  stub.fault = (request) => (request.path.includes("executions") ? problem(403, "forbidden", "Not yours") : undefined);
  const process = agent.reasoner("process", async () => {
    agent.note("hello");
    return "done";
  });
  assert.equal(await process.withExecutionId("e1")(), "done");
  assert.deepEqual(
    problems.map(({ code, message }) => `${code}: ${message}`),
    [
      "forbidden: status running of execution e1 was not recorded: Not yours",
      "forbidden: a note of execution e1 was not recorded: Not yours",
      "forbidden: status succeeded of execution e1 was not recorded: Not yours",
    ],
  );
});

test("a long story does not hold up a run for long while the server is away", async (t) => {
  const { stub, agent, problems } = await stubAndAgent(t, { retryFor: 400 });
  await stub.goAway();
  const process = agent.reasoner("process", async () => {
    for (let n = 1; n <= 50; n++) agent.note(`note ${n}`);
    return "done";
  });
  const started = performance.now();
  assert.equal(await process(), "done");
  // Each by itself would be tried for 0.4 s.
  assert.ok(performance.now() - started < 10_000);
  assert.equal(problems.length, 52);
});

test("a note outside of a reasoner is reported", async (t) => {
  const { stub, agent, problems } = await stubAndAgent(t);
  agent.note("hello");
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["invalid_request"],
  );
  assert.equal(stub.requests.length, 0);
});

test("pause inside a reasoner carries the agent and the execution; outside, the agent alone", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  const process = agent.reasoner("process", async () =>
    agent.pause({
      approvalRequestId: "a",
      approvalRequestUrl: "https://dashboard.example.com/claims/42",
      expiresInHours: 24,
      title: "Pay claim 42?",
      context: "**Water damage**",
      action: { name: "pay_claim", arguments: { claimId: "42" } },
      reviewers: ["ann"],
      policy: { exclusive: true },
      metadata: { amount: 12000 },
      initiatedBy: "bob",
      timeout: 60_000,
    }),
  );
  const running = process.withExecutionId("e1")();
  await eventually(() => stub.approvals.heldFor("a") === 1);
  stub.approvals.decide("a", "rejected", "Too much");
  const result = await running;
  assert.equal(result.decision, "rejected");
  assert.equal(result.executionId, "e1");
  assert.deepEqual(stub.sent("POST", "/v1/approvals")[0]?.body, {
    approvalRequestId: "a",
    approvalRequestUrl: "https://dashboard.example.com/claims/42",
    expiresInHours: 24,
    title: "Pay claim 42?",
    context: "**Water damage**",
    action: { name: "pay_claim", arguments: { claimId: "42" } },
    reviewers: ["ann"],
    policy: { exclusive: true },
    metadata: { amount: 12000 },
    initiatedBy: "bob",
    agent: "claim-processor",
    executionId: "e1",
  });
  await assert.rejects(agent.pause({ approvalRequestId: "b", timeout: 0 }), { code: "wait_timeout" });
  assert.deepEqual(stub.sent("POST", "/v1/approvals")[1]?.body, { approvalRequestId: "b", agent: "claim-processor" });
});

test("waitForResume on an agent: null where nothing was asked, else the decision", async (t) => {
  const { stub, agent } = await stubAndAgent(t);
  assert.equal(await agent.waitForResume({ approvalRequestId: "a", timeout: 3_600_000 }), null);
  await agent.client.requestApproval({ approvalRequestId: "a" });
  stub.approvals.decide("a", "approved");
  assert.equal((await agent.waitForResume({ approvalRequestId: "a", timeout: 3_600_000 }))?.approved, true);
});
