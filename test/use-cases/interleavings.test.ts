import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { resumeState } from "../../functions/core/approval.ts";
import type { ApprovalStore } from "../../functions/ports/approval-store.ts";
import type { Waits } from "../../functions/ports/effects.ts";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { sweep } from "../../functions/use-cases/run-timers.ts";
import { answer, ask, refusalOf, rita, sam } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour, t0, typesOf } from "./given-deps.ts";

const seed = Number(process.env.SEED ?? 20_260_101);
const numRuns = 10_000;
const endings = ["approval.decided", "approval.expired", "approval.cancelled"];

/** Every call of the store is a step that the scheduler may put before or after any other. */
function scheduled(store: ApprovalStore, s: fc.Scheduler): ApprovalStore {
  const step =
    <A extends unknown[], R>(name: string, verb: (...args: A) => Promise<R>) =>
    (...args: A) =>
      s.schedule(Promise.resolve(), name).then(() => verb(...args));
  return { ...store, load: step("load", store.load), commit: step("commit", store.commit) };
}

const cancel = { approvalRequestId: "claim-42", requester: "agent:claim-processor", feedback: "withdrawn" };

test(`F3 F4 in any order of steps, of two reviewers, the agent and the timer exactly one ends the approval, in ${numRuns} orders (seed ${seed})`, async () => {
  const racers = fc.record({ late: fc.boolean(), approvers: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), racers, async (s, { late, approvers }) => {
      const { deps, time } = givenDeps();
      await ask(deps);
      time.now = late ? t0 + 72 * hour : t0 + hour;
      const racing: Deps = { ...deps, approvals: scheduled(deps.approvals, s) };
      const race = Promise.all([
        ...Array.from({ length: approvers }, () => answer(racing)),
        answer(racing, { decision: "rejected", reviewer: sam }),
        cancelApproval(racing, cancel),
      ]);
      const timer = sweep(racing);
      await s.waitFor(Promise.all([race, timer]));
      const outcomes = await race;
      const ended = (await typesOf(deps, "claim-42")).filter((type) => endings.includes(type));
      const winners = outcomes.filter(({ ok }) => ok);
      const approval = await deps.approvals.load("claim-42");
      assert.equal(ended.length, 1);
      assert.equal(winners.length, late ? 0 : 1);
      for (const outcome of outcomes) {
        if (outcome.ok) continue;
        assert.equal(refusalOf(outcome), late ? "expired" : "already_decided");
        assert.equal("approval" in outcome.refusal && outcome.refusal.approval.status, approval?.status);
      }
    }),
    { seed, numRuns },
  );
});

/** A state machine: it leaves its token where the approval is still pending, and ends otherwise. */
function machine(store: ApprovalStore, s: fc.Scheduler) {
  const open = new Set<number>();
  let token: number | undefined;
  const waits: Waits = {
    start: async ({ approvalRequestId, waitGeneration }) => {
      open.add(waitGeneration);
      void s.schedule(Promise.resolve(), "token").then(async () => {
        if ((await store.load(approvalRequestId))?.status === "pending") token = waitGeneration;
        else open.delete(waitGeneration);
      });
      return "waiting";
    },
    wake: async () => {
      if (token !== undefined) open.delete(token);
    },
  };
  return { waits, open };
}

test(`F5 F6 F7 a decision before, while and after the wait begins leaves no wait open and tells the agent, in ${numRuns} orders (seed ${seed})`, async () => {
  const dispatches = fc.integer({ min: 1, max: 3 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), dispatches, fc.boolean(), async (s, times, crash) => {
      const stores = memoryStores();
      const { waits, open } = machine(stores.approvals, s);
      const { deps } = givenDeps({ ...stores, waits });
      await ask(deps);
      const racing: Deps = { ...deps, approvals: scheduled(stores.approvals, s) };
      const reviewer: Deps = crash ? { ...racing, waits: { ...waits, wake: async () => {} } } : racing;
      const begin = Array.from({ length: times }, () => dispatchAll(racing, "claim-42"));
      const decide = answer(reviewer, { reviewer: rita }).then(() =>
        Promise.all(Array.from({ length: times }, () => dispatchAll(racing, "claim-42"))),
      );
      await s.waitFor(Promise.all([...begin, decide]));
      await s.waitAll();
      assert.deepEqual([...open], []);
      const approval = (await deps.approvals.load("claim-42")) ?? assert.fail();
      assert.equal(resumeState(approval), "resumed");
      assert.deepEqual(
        (await chainOf(deps, "claim-42")).map(({ type }) => type),
        ["approval.created", "approval.decided", "execution.resumed"],
      );
    }),
    { seed, numRuns },
  );
});

test(`F8 the same request many times at once, in any order of steps, is one approval, in ${numRuns} orders (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (s, times) => {
      const { deps } = givenDeps();
      const racing: Deps = { ...deps, approvals: scheduled(deps.approvals, s) };
      const race = Promise.all(Array.from({ length: times }, () => ask(racing)));
      await s.waitFor(race);
      const created = (await race).filter((asked) => asked.ok && asked.created);
      assert.equal(created.length, 1);
      assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
      assert.equal((await deps.executions.load("run-1"))?.pendingApprovals, 1);
    }),
    { seed, numRuns },
  );
});

test(`F3 F8 one reviewer's attempts under one key are answered alike, whatever a rival does between them, in ${numRuns} orders (seed ${seed})`, async () => {
  const replay = { key: "sha256:attempt", payloadDigest: "sha256:body", status: 200 };
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (s, times) => {
      const { deps } = givenDeps();
      await ask(deps);
      const racing: Deps = { ...deps, approvals: scheduled(deps.approvals, s) };
      const attempts = Promise.all(Array.from({ length: times }, () => answer(racing, { replay })));
      const rival = answer(racing, { decision: "rejected", reviewer: sam });
      await s.waitFor(Promise.all([attempts, rival]));
      const won = (await deps.approvals.load("claim-42"))?.status === "approved";
      assert.deepEqual(
        (await attempts).map(({ ok }) => ok),
        Array(times).fill(won),
      );
      assert.equal((await rival).ok, !won);
    }),
    { seed, numRuns },
  );
});
