import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApprovalResponse } from "../../functions/schemas/approval-response.ts";
import { presentApproval } from "../../functions/use-cases/present.ts";
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
      sensitive: [],
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

test("F24 what the agent marked sensitive is in no event, with its marks to say so; whoever may see it all still does", async () => {
  const { deps, effects } = givenDeps();
  const sensitive = ["/context/iban", "/action/arguments/amount"];
  await ask(deps, { context: { iban: "DE89 3704", loss: "suitcase" }, sensitive });
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  const [created, decided] = effects.published as unknown as readonly { data: ApprovalResponse }[];
  assert.ok(created && decided);
  for (const { data } of [created, decided]) {
    assert.deepEqual(data.context, { iban: "[sensitive]", loss: "suitcase" });
    assert.deepEqual(data.action, { name: "pay_claim", arguments: { amount: "[sensitive]", currency: "EUR" } });
    assert.deepEqual(data.arguments, { amount: "[sensitive]", currency: "EUR" });
    assert.deepEqual(data.sensitive, ["/action/arguments/amount", "/context/iban"]);
    assert.doesNotMatch(JSON.stringify(data), /DE89|120\.5/);
  }
  const approval = await deps.approvals.load("claim-42");
  assert.ok(approval);
  assert.deepEqual((await presentApproval(deps, approval)).arguments, { amount: 120.5, currency: "EUR" });
});

test("marks are content, in any order; a request without them has the digest that it always had", async () => {
  const { deps } = givenDeps();
  const digestOf = async (approvalRequestId: string, sensitive?: string[]) => {
    const asked = await ask(deps, { approvalRequestId, ...(sensitive && { sensitive }) });
    return asked.ok && asked.approval.contentDigest;
  };
  const without = await digestOf("a");
  assert.equal(without, "sha256:74cb9343e3075d9c42c44a363e5b77b8dbb6a954a3560c5db72f8be4216c60ed");
  assert.equal(await digestOf("b", []), without);
  const marked = await digestOf("c", ["/context", "/action/arguments/amount"]);
  assert.notEqual(marked, without);
  assert.equal(await digestOf("d", ["/action/arguments/amount", "/context", "/context"]), marked);
});
