import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, ask } from "./claim.ts";
import { dispatchAll, givenDeps } from "./given-deps.ts";

test("an event tells the approval as the wire has it, and never a token or a link", async () => {
  const { deps, effects } = givenDeps();
  await ask(deps);
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  const [created, decided] = effects.published;
  assert.deepEqual([created?.type, decided?.type], ["approval.created", "approval.decided"]);
  assert.deepEqual(decided, {
    eventId: "event-3",
    type: "approval.decided",
    timestamp: "2026-01-01T10:00:00.000Z",
    sequence: 2,
    data: {
      approvalRequestId: "claim-42",
      approvalRequestUrl: "https://sayso.example/review/claim-42",
      status: "approved",
      decision: "approved",
      title: "Pay claim 42",
      context: "The claimant lost a **suitcase**.",
      action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
      arguments: { amount: 120.5, currency: "EUR" },
      response: null,
      feedback: "Receipts match.",
      reviewer: { id: "rita", name: "Rita Reyes", via: "oidc" },
      reviewers: ["rita", "sam"],
      agent: "claim-processor",
      executionId: "run-1",
      initiatedBy: null,
      metadata: {},
      policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
      createdAt: "2026-01-01T10:00:00.000Z",
      expiresAt: "2026-01-04T10:00:00.000Z",
      decidedAt: "2026-01-01T10:00:00.000Z",
      resumeState: "resumed",
      version: 3,
    },
  });
  assert.doesNotMatch(JSON.stringify(effects.published), /task-token-1|#/);
});

test("F23 an event over 64 KiB leaves out what is long and says that it did; one of exactly 64 KiB is whole", async () => {
  const { deps, effects } = givenDeps();
  await ask(deps, { context: "" });
  await dispatchAll(deps, "claim-42");
  const bytes = Buffer.byteLength(JSON.stringify(effects.published[0]?.data));
  const room = 65_536 - bytes - 2;
  for (const [id, length] of [
    ["claim-43", room],
    ["claim-44", room + 1],
  ] as const) {
    await ask(deps, { approvalRequestId: id, context: `é${"x".repeat(length)}` });
    await dispatchAll(deps, id);
  }
  const [, whole, cut] = effects.published;
  assert.equal(whole?.truncated, undefined);
  assert.equal(Buffer.byteLength(JSON.stringify(whole?.data)), 65_536);
  assert.equal(cut?.truncated, true);
  const left = Object.entries(cut?.data ?? {});
  assert.deepEqual(
    left.filter(([field]) => ["context", "arguments", "response", "action"].includes(field)),
    [["action", { name: "pay_claim" }]],
  );
});
