import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, ask, otherAgent, refusalOf } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour, t0, typesOf } from "./given-deps.ts";

test("a request is kept with what was asked, its clock and its first waiter", async () => {
  const { deps } = givenDeps();
  const asked = await ask(deps);
  assert.equal(asked.ok && asked.created, true);
  const { lastHash, ...approval } = (await deps.approvals.load("claim-42")) ?? assert.fail("not kept");
  assert.deepEqual(
    [lastHash],
    (await chainOf(deps, "claim-42")).map(({ hash }) => hash),
  );
  assert.deepEqual(approval, {
    status: "pending",
    approvalRequestId: "claim-42",
    contentDigest: "sha256:74cb9343e3075d9c42c44a363e5b77b8dbb6a954a3560c5db72f8be4216c60ed",
    title: "Pay claim 42",
    action: { name: "pay_claim", digest: "sha256:b9335341d443d32e5796714d1d83f621b4fbd1d66c765ddf26e2c0a1ee4e27f9" },
    agent: "claim-processor",
    requestedBy: { id: "agent:claim-processor", via: "api_key", credential: "claims01" },
    initiatedBy: null,
    executionId: "run-1",
    reviewers: ["rita", "sam"],
    policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
    metadata: {},
    linkGeneration: 1,
    waitGeneration: 1,
    createdAt: 1_767_261_600_000,
    expiresAt: 1_767_520_800_000,
    waiters: [
      {
        waiterId: "ef90f541deee4a4e",
        executionId: "run-1",
        kind: "task-token",
        target: { kind: "task-token", taskToken: "task-token-1" },
        state: "waiting",
      },
    ],
    updatedAt: 1_767_261_600_000,
    version: 1,
  });
  assert.deepEqual(await deps.approvals.loadContent("claim-42"), {
    title: "Pay claim 42",
    context: "The claimant lost a **suitcase**.",
    action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
    responseSchema: null,
    approvalRequestUrl: null,
    reviewers: ["rita", "sam"],
    initiatedBy: null,
    policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
  });
});

test("F8 the same request again, however often and after whatever time, is the same approval and no new entry", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  for (const passed of [0, 1, 71 * hour]) {
    time.now = t0 + passed;
    const again = await ask(deps, { expiresInHours: 1, metadata: { attempt: 2 } });
    assert.equal(again.ok && again.created, false);
    assert.equal(again.ok && again.approval.expiresAt, 1_767_520_800_000);
    assert.deepEqual(again.ok && again.approval.metadata, {});
  }
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
});

test("F8 a re-run after a crash that holds a new task token is attached beside the first and told once decided", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  await ask(deps, { resume: { kind: "task-token", taskToken: "task-token-2" } });
  await ask(deps, { resume: { kind: "task-token", taskToken: "task-token-2" } });
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.waiter_attached"]);
  await answer(deps);
  did.length = 0;
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-42 approved to run-1", "deliver claim-42 approved to run-1"],
  );
});

test("other content under the same id is a conflict that shows the existing approval", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  const changes = [
    { title: "Pay claim 43" },
    { context: "The claimant lost a suitcase." },
    { action: { name: "pay_claim", arguments: { amount: 120.51, currency: "EUR" } } },
    { action: { name: "pay_claims", arguments: { amount: 120.5, currency: "EUR" } } },
    { approvalRequestUrl: "https://agent.example/42" },
    { reviewers: ["rita"] },
    { initiatedBy: "ivan" },
    { policy: { allowSelfApproval: true } },
    { policy: { exclusive: true } },
  ];
  for (const change of changes) {
    const refused = await ask(deps, change);
    assert.equal(refusalOf(refused), "approval_request_conflict", JSON.stringify(change));
    assert.equal(!refused.ok && "approval" in refused.refusal && refused.refusal.approval.title, "Pay claim 42");
  }
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
});

test("F9 the order of keys and the spelling of numbers make no other request", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  const again = await ask(deps, {
    action: { arguments: JSON.parse('{"currency":"EUR","amount":1.205e2}'), name: "pay_claim" },
  });
  assert.equal(again.ok && again.created, false);
});

test("another requester gets neither the approval nor a place among its waiters", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  assert.equal(refusalOf(await ask(deps, {}, otherAgent)), "not_your_approval");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
});

test("a second execution becomes a second waiter, unless the approval is exclusive", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  assert.equal((await ask(deps, { executionId: "run-2" })).ok, true);
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.waiter_attached"]);

  const exclusive = { approvalRequestId: "claim-43", policy: { exclusive: true } };
  await ask(deps, exclusive);
  const refused = await ask(deps, { ...exclusive, executionId: "run-2" });
  assert.equal(refusalOf(refused), "approval_already_requested");
  assert.equal((await ask(deps, exclusive)).ok, true);
});

test("what names no reviewers is for the default ones, and a reviewer named twice counts once", async () => {
  const { deps } = givenDeps();
  const unnamed = await ask(deps, { approvalRequestId: "claim-43", reviewers: undefined });
  assert.deepEqual(unnamed.ok && unnamed.approval.reviewers, ["admin"]);
  const twice = await ask(deps, { approvalRequestId: "claim-44", reviewers: ["rita", "rita"] });
  assert.deepEqual(twice.ok && twice.approval.reviewers, ["rita"]);
});

test("an approval waits 72 hours unless asked otherwise, in fractions too, and never no time at all", async () => {
  const { deps } = givenDeps();
  const expiries: [number | undefined, number][] = [
    [undefined, 259_200_000],
    [0.5, 1_800_000],
    [1 / 3_600_000, 1],
    [1e-12, 1],
    [8640, 31_104_000_000],
  ];
  for (const [index, [expiresInHours, ms]] of expiries.entries()) {
    const asked = await ask(deps, { approvalRequestId: `claim-${index}`, expiresInHours });
    assert.equal(asked.ok && asked.approval.expiresAt - t0, ms);
  }
});

test("of seventeen waiters that must be told the last is refused, and nobody's place is taken", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  for (let run = 2; run <= 16; run++) assert.equal((await ask(deps, { executionId: `run-${run}` })).ok, true);
  const refused = await ask(deps, { executionId: "run-17" });
  assert.equal(refusalOf(refused), "too_many_waiters");
  assert.equal((await deps.approvals.load("claim-42"))?.waiters.length, 16);
});
