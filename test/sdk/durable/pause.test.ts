import assert from "node:assert/strict";
import test from "node:test";
import { MockLanguageModelV4 } from "ai/test";
import { z } from "zod";
import { durableAgent } from "../../../sdk/typescript/src/durable/index.ts";
import type { Decision } from "../../../sdk/typescript/src/index.ts";
import { eventually } from "../eventually.ts";
import { localWorld } from "./local-world.ts";
import { start, useRunner } from "./runner.ts";

const { client, reviewer, delivery, problems, onProblem, read } = await localWorld();
useRunner();

const Assessment = z.object({ riskScore: z.number(), seenAt: z.string().transform((text) => new Date(text)) });

function countingModel() {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  };
  const text = '{"riskScore": 72, "seenAt": "2026-11-22T10:00:00Z"}';
  const finishReason = { unified: "stop", raw: "stop" } as const;
  return new MockLanguageModelV4({
    doGenerate: { content: [{ type: "text", text }], finishReason, usage, warnings: [] },
  });
}

interface Claim {
  readonly id: string;
  readonly hours?: number;
}

/** Counts how often each of its lines is reached. */
function claimProcessor() {
  const model = countingModel();
  const lines = { start: 0, sideEffect: 0, afterPause: 0 };
  const handler = durableAgent(
    "claim-processor",
    async (app, { id, hours = 24 }: Claim) => {
      lines.start++;
      const assessment = await app.ai({ user: `Claim ${id}`, schema: Assessment });
      void app.note(`Risk score: ${assessment.riskScore}/100, seen in ${assessment.seenAt.getUTCFullYear()}`);
      await app.context.step("book", async () => void lines.sideEffect++);
      void app.note("Escalating", { tags: ["escalation"] });
      const result = await app.pause({
        approvalRequestId: `claim-${id}`,
        title: `Pay claim ${id}?`,
        action: { name: "pay_claim", arguments: { id } },
        expiresInHours: hours,
      });
      lines.afterPause++;
      void app.note(`Decided: ${result.decision}`);
      const { decision, feedback, approved, changesRequested, reviewer, arguments: approvedArguments } = result;
      return { decision, feedback, approved, changesRequested, reviewer: reviewer?.id ?? null, approvedArguments };
    },
    { client, model, onProblem },
  );
  return { handler, model, lines };
}

const decisions: [Exclude<Decision, "expired" | "error">, boolean, boolean][] = [
  ["approved", true, false],
  ["rejected", false, false],
  ["request_changes", false, true],
];

for (const [decision, approved, changesRequested] of decisions) {
  test(`${decision}: goes on with the decision, having done everything before the pause once`, async () => {
    const id = `claim-${decision}`;
    const { handler, model, lines } = claimProcessor();
    const { runner, end } = start(handler, { id: decision });
    await eventually(() => delivery.callbacks.has(id));
    const executionId = (await client.getApproval(id)).executionId ?? "";
    assert.match(executionId, /^claim-processor:[0-9a-f-]{36}$/);
    assert.equal((await read(`/v1/executions/${executionId}`)).status, "waiting");
    await reviewer.submitDecision(id, { decision, feedback: "seen" });
    await delivery.deliver(runner, client, id);
    const result = await end;
    assert.deepEqual(result.getResult(), {
      ...{ decision, feedback: "seen", approved, changesRequested, reviewer: "admin" },
      approvedArguments: { id: decision },
    });
    assert.ok(lines.start > 1, "the handler ran again after the wait");
    assert.deepEqual({ sideEffect: lines.sideEffect, afterPause: lines.afterPause }, { sideEffect: 1, afterPause: 1 });
    assert.equal(model.doGenerateCalls.length, 1);
    assert.equal(delivery.callbacks.get(id)?.length, 1);
    const execution = await read(`/v1/executions/${executionId}`);
    assert.equal(execution.status, "succeeded");
    assert.deepEqual(
      (execution.notes as { message: string }[]).map(({ message }) => message),
      ["Risk score: 72/100, seen in 2026", "Escalating", `Decided: ${decision}`],
    );
    const names = result.getOperations().map((operation) => operation.getName());
    const named = names.filter((name) => name !== undefined);
    assert.equal(names.length - named.length, 2, "the callback and its submitter");
    assert.deepEqual(
      [...named].sort(),
      [
        ...["ai 1", "book", "execution running", "execution succeeded", "note 1", "note 2", "note 3", `pause ${id}`],
      ].sort(),
    );
    assert.deepEqual(problems, []);
  });
}

test("expired: the server's clock ends it and the callback brings the word", async () => {
  const { handler } = claimProcessor();
  const { runner, end } = start(handler, { id: "short", hours: 2 / 3600 });
  const delivered = await delivery.deliver(runner, client, "claim-short");
  assert.equal(delivered.decision, "expired");
  assert.deepEqual((await end).getResult(), {
    ...{ decision: "expired", feedback: null, approved: false, changesRequested: false, reviewer: null },
    approvedArguments: { id: "short" },
  });
});

test("other content under the same id fails the step with the server's error, at once, and the execution", async () => {
  await client.requestApproval({
    ...{ approvalRequestId: "claim-taken", title: "Something else?" },
    resume: { kind: "durable", callbackId: "none" },
  });
  const { handler, lines } = claimProcessor();
  const result = await start(handler, { id: "taken" }).end;
  assert.equal(result.getStatus(), "FAILED");
  assert.equal(result.getError().errorType, "SaysoError");
  assert.equal(((await read("/v1/executions?limit=1")).executions as { status: string }[])[0]?.status, "failed");
  assert.equal(lines.afterPause, 0);
  const attempts = result.getHistoryEvents().filter(({ EventType }) => EventType === "StepFailed");
  assert.equal(attempts.length, 1);
});

test("a refusal can be caught by its code, and the execution goes on", async () => {
  await client.requestApproval({
    ...{ approvalRequestId: "claim-7", title: "Something else?" },
    resume: { kind: "durable", callbackId: "none" },
  });
  const handler = durableAgent(
    "catcher",
    async (app) => {
      const codes: unknown[] = [];
      for (const request of [
        { approvalRequestId: "claim-7", title: "Pay?" },
        { approvalRequestId: "not an id", title: "Pay?" },
        { approvalRequestId: "claim-8", expiresInHours: -1 },
        { approvalRequestId: "claim-8", expiresInHours: Number.NaN },
      ])
        await app
          .pause(request)
          .catch((error) => codes.push([error.name, error.code, error.status, error.fields.length]));
      await app.context.wait({ seconds: 1 });
      return codes;
    },
    { client, onProblem },
  );
  const result = await start(handler).end;
  assert.deepEqual(result.getResult(), [
    ["SaysoError", "approval_request_conflict", 409, 0],
    ["SaysoError", "invalid_request", 400, 1],
    ["SaysoError", "invalid_request", 400, 1],
    ["SaysoError", "invalid_request", 400, 1],
  ]);
});

test("pauses one after the other, and at the same time, each get their own decision", async () => {
  const handler = durableAgent(
    "many",
    async (app) => {
      const first = await app.pause({ approvalRequestId: "many-first" });
      const [left, right] = await Promise.all([
        app.pause({ approvalRequestId: "many-left" }),
        app.pause({ approvalRequestId: "many-right" }),
      ]);
      const branches = await app.context.parallel("reviews", [
        async (branch) => {
          const own = app.within(branch, "legal");
          await own.note("Asking");
          return (await own.pause({ approvalRequestId: "many-legal" })).decision;
        },
        async (branch) => {
          const own = app.within(branch, "finance");
          await own.note("Asking");
          return (await own.pause({ approvalRequestId: "many-finance" })).decision;
        },
      ]);
      return [first.decision, left.decision, right.decision, ...branches.getResults()];
    },
    { client, onProblem },
  );
  const { runner, end } = start(handler);
  const decide = async (id: string, decision: "approved" | "rejected" | "request_changes") => {
    await eventually(() => delivery.callbacks.has(id));
    await reviewer.submitDecision(id, { decision });
    await delivery.deliver(runner, client, id);
  };
  await decide("many-first", "approved");
  await decide("many-right", "rejected");
  await decide("many-left", "request_changes");
  await decide("many-finance", "approved");
  await decide("many-legal", "rejected");
  assert.deepEqual((await end).getResult(), ["approved", "request_changes", "rejected", "rejected", "approved"]);
  const ids = ["many-first", "many-left", "many-right", "many-legal", "many-finance"];
  assert.deepEqual(
    ids.map((id) => delivery.callbacks.get(id)?.length),
    [1, 1, 1, 1, 1],
  );
  const execution = await read(`/v1/executions/${(await client.getApproval("many-first")).executionId}`);
  assert.equal(execution.status, "succeeded");
  assert.deepEqual(
    (execution.notes as { message: string }[]).map(({ message }) => message),
    ["Asking", "Asking"],
  );
  assert.deepEqual(problems, []);
});
