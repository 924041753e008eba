import assert from "node:assert/strict";
import { test } from "node:test";
import { durableResumer } from "../../functions/adapters/lambda/durable-resumer.ts";
import type { Waiter } from "../../functions/core/approval.ts";
import type { Attempt } from "../../functions/ports/effects.ts";
import { claimDecided } from "../core/claim.ts";
import { content } from "../ports/given.ts";
import { recordedClient, serviceError } from "./recorded-client.ts";

const approved = claimDecided("approved");
const waiter: Waiter = {
  ...(approved.waiters[0] as Waiter),
  kind: "durable",
  target: { kind: "durable", callbackId: "Y2FsbGJhY2s=" },
};

function deliver(answer: unknown, attempt: Attempt = "first", to = waiter) {
  const client = recordedClient(answer);
  return { client, delivery: durableResumer(client, async () => content).deliver(approved, to, attempt) };
}

test("the callback's result is the ApprovalResult", async () => {
  const { client, delivery } = deliver({});
  assert.deepEqual(await delivery, { outcome: "resumed" });
  const { CallbackId, Result = "" } = client.only();
  assert.equal(CallbackId, "Y2FsbGJhY2s=");
  const { decision, executionId, decidedAt } = JSON.parse(Result.toString());
  assert.deepEqual([decision, executionId, decidedAt], ["approved", "run-1", "2026-01-02T10:00:00.000Z"]);
});

test("F7 a callback that has ended is gone, or, after an attempt nobody heard of, was reached", async () => {
  for (const name of ["CallbackTimeoutException", "ResourceNotFoundException", "InvalidParameterValueException"]) {
    assert.deepEqual(await deliver(serviceError(name)).delivery, { outcome: "gone", reason: name });
    assert.deepEqual(await deliver(serviceError(name), "repeated").delivery, { outcome: "resumed" });
  }
});

test("what Lambda refuses has not arrived; of what breaks nobody knows", async () => {
  for (const name of ["TooManyRequestsException", "AccessDeniedException"])
    assert.deepEqual(await deliver(serviceError(name)).delivery, { outcome: "not_yet", reason: name });
  await assert.rejects(deliver(serviceError("ServiceException", "server")).delivery, /ServiceException/);
});

test("a callback id that is no longer kept is not guessed at", async () => {
  const { client, delivery } = deliver({}, "first", { ...waiter, target: null });
  assert.deepEqual(await delivery, { outcome: "gone", reason: "the callback id is no longer kept" });
  assert.equal(client.sent.length, 0);
});
