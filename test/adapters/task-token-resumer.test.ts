import assert from "node:assert/strict";
import { test } from "node:test";
import { taskTokenResumer } from "../../functions/adapters/step-functions/task-token-resumer.ts";
import type { TerminalApproval, Waiter } from "../../functions/core/approval.ts";
import type { Attempt } from "../../functions/ports/effects.ts";
import { claimDecided } from "../core/claim.ts";
import { content } from "../ports/given.ts";
import { recordedClient, serviceError } from "./recorded-client.ts";

const approved: TerminalApproval = { ...claimDecided("approved"), feedback: "Receipts match." };
const [waiter] = approved.waiters as [Waiter];

function deliver(answer: unknown, attempt: Attempt = "first", to = waiter) {
  const client = recordedClient(answer);
  return { client, delivery: taskTokenResumer(client, async () => content).deliver(approved, to, attempt) };
}

test("the task's output is the ApprovalResult", async () => {
  const { client, delivery } = deliver({});
  assert.deepEqual(await delivery, { outcome: "resumed" });
  const { taskToken, output = "" } = client.only();
  assert.equal(taskToken, "task-token-1");
  assert.deepEqual(JSON.parse(output), {
    approvalRequestId: "claim-42",
    executionId: "run-1",
    decision: "approved",
    feedback: "Receipts match.",
    reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
    arguments: { amount: 120.5, currency: "EUR" },
    response: null,
    decidedAt: "2026-01-02T10:00:00.000Z",
  });
});

for (const name of ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
  test(`F7 ${name} means that nobody waits, and after an attempt nobody heard of that it was reached`, async () => {
    assert.deepEqual(await deliver(serviceError(name)).delivery, { outcome: "gone", reason: name });
    assert.deepEqual(await deliver(serviceError(name), "repeated").delivery, { outcome: "resumed" });
  });

test("what the service refuses has certainly not arrived", async () => {
  for (const name of ["ThrottlingException", "AccessDeniedException", "KmsThrottlingException"])
    assert.deepEqual(await deliver(serviceError(name)).delivery, { outcome: "not_yet", reason: name });
});

test("of what broke on the way nobody knows", async () => {
  await assert.rejects(deliver(serviceError("InternalServerError", "server")).delivery, /InternalServerError/);
  await assert.rejects(deliver(new TypeError("fetch failed")).delivery, /fetch failed/);
});

test("a token that is no longer kept is not guessed at", async () => {
  const { client, delivery } = deliver({}, "first", { ...waiter, target: null });
  assert.deepEqual(await delivery, { outcome: "gone", reason: "the task token is no longer kept" });
  assert.equal(client.sent.length, 0);
});
