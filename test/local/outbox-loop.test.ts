import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { NotRecorded } from "../../functions/ports/not-recorded.ts";
import { startOutboxLoop } from "../../local/outbox-loop.ts";
import { answer, ask } from "../use-cases/claim.ts";
import { chainOf, givenDeps } from "../use-cases/given-deps.ts";

/** Committed entries in order, and how far they are said to be done. */
function outboxOf(entries: AuditEntry[], done = 0) {
  const marks: number[] = [];
  let committed = () => {};
  return {
    marks,
    commit: () => committed(),
    outbox: {
      onCommit: (listener: () => void) => {
        committed = listener;
      },
      after: (seq: number, limit: number) =>
        entries.map((entry, index) => ({ seq: index + 1, entry })).slice(seq, seq + limit),
      done: () => marks.at(-1) ?? done,
      markDone: async (seq: number) => {
        marks.push(seq);
        committed();
        return 1;
      },
    },
  };
}

async function givenTwoDecided() {
  const given = givenDeps();
  const entries: AuditEntry[] = [];
  for (const id of ["claim-1", "claim-2"]) {
    await ask(given.deps, { approvalRequestId: id });
    await answer(given.deps, { approvalRequestId: id });
    entries.push(...(await chainOf(given.deps, id)));
  }
  given.did.length = 0;
  return { ...given, entries };
}

/** Lets the loop go on over so many milliseconds of its rests. */
async function pass(timers: { tick(ms: number): void }, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    await turns();
    timers.tick(100);
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets the loop wake from its rest and end. */
async function stop(timers: { tick(ms: number): void }, loop: { stop(): Promise<void> }): Promise<void> {
  let stopped = false;
  const ending = loop.stop().then(() => {
    stopped = true;
  });
  for (let seconds = 0; !stopped && seconds < 60; seconds++) await pass(timers, 1_000);
  assert.ok(stopped, "the loop ends");
  await ending;
}

test("F6 what was done before a crash is taken up behind its mark, nothing before it again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { deps, did, entries } = await givenTwoDecided();
  const { outbox, marks } = outboxOf(entries, 2);
  const loop = startOutboxLoop(deps, outbox);
  await pass(t.mock.timers, 300);
  await stop(t.mock.timers, loop);
  assert.deepEqual(
    did.filter((line) => line.startsWith("publish") || line.startsWith("deliver")),
    ["deliver claim-2 approved to run-1", "publish approval.created #1", "publish approval.decided #2"],
  );
  assert.equal(marks.at(-1), 4);
});

test("F6 an effect that fails is tried again each second; after ten times it is left to the timers, and the rest goes on", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { deps, did, effects, entries, logged } = await givenTwoDecided();
  effects.failNext("wake", 10);
  const { outbox, marks } = outboxOf(entries);
  const loop = startOutboxLoop(deps, outbox);
  await pass(t.mock.timers, 8_500);
  assert.deepEqual(
    did,
    Array(9).fill(["wake claim-1", "publish approval.created #1"]).flat(),
    "and the rest of it is done",
  );
  await pass(t.mock.timers, 2_000);
  await stop(t.mock.timers, loop);
  assert.equal(logged.filter((line) => line === "error: an effect is left to the timers").length, 1);
  assert.ok(did.includes("deliver claim-1 approved to run-1"), "its later entry tells the agent");
  assert.ok(did.includes("deliver claim-2 approved to run-1"));
  assert.equal(marks.at(-1), 4);
});

test("F6 F21 while the disk takes nothing no effect is given up: it is there when the disk is, however long that takes", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { deps, did, entries, logged } = await givenTwoDecided();
  const { outbox, marks } = outboxOf(entries);
  let full = true;
  const publisher: typeof deps.publisher = {
    publish: async (event) => {
      if (full) throw new NotRecorded("full", new Error("database or disk is full"));
      return deps.publisher.publish(event);
    },
  };
  const loop = startOutboxLoop({ ...deps, publisher }, outbox);
  await pass(t.mock.timers, 60_000);
  assert.deepEqual(marks, []);
  full = false;
  await pass(t.mock.timers, 2_000);
  await stop(t.mock.timers, loop);
  assert.deepEqual(
    did.filter((line) => line.startsWith("publish")),
    ["approval.created #1", "approval.decided #2", "approval.created #1", "approval.decided #2"].map(
      (event) => `publish ${event}`,
    ),
  );
  assert.ok(!logged.includes("error: an effect is left to the timers"));
  assert.equal(marks.at(-1), 4);
});

test("what is committed while it rests or works is seen to within 2 ms, and in between it asks for nothing", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { deps, did, entries } = await givenTwoDecided();
  const committed = entries.splice(2);
  const { outbox, marks, commit } = outboxOf(entries);
  let reads = 0;
  const loop = startOutboxLoop(deps, {
    ...outbox,
    after: (seq, limit) => {
      reads++;
      return outbox.after(seq, limit);
    },
  });
  await pass(t.mock.timers, 300);
  assert.deepEqual([marks.at(-1), reads], [2, 2], "its own mark is a commit, too");
  await pass(t.mock.timers, 60_000);
  assert.equal(reads, 2);
  for (const entry of committed) {
    entries.push(entry);
    commit();
  }
  await turns();
  t.mock.timers.tick(2);
  await turns();
  assert.equal(marks.at(-1), 4);
  assert.equal(did.at(-1), "publish approval.decided #2");
  await stop(t.mock.timers, loop);
});
