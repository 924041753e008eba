import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { readStats } from "../../functions/use-cases/read-stats.ts";
import { startCountingLoop } from "../../local/counting-loop.ts";
import { answer, ask } from "../use-cases/claim.ts";
import { chainOf, givenDeps } from "../use-cases/given-deps.ts";

const days = { from: "2026-01-01", to: "2026-01-01" };

/** Committed entries in order, how far they are said to be counted, and a way to say so that can fail. */
function outboxOf(entries: readonly AuditEntry[]) {
  const marks: number[] = [];
  const faults: Error[] = [];
  return {
    marks,
    faults,
    outbox: {
      after: (seq: number, limit: number) =>
        entries.map((entry, index) => ({ seq: index + 1, entry })).slice(seq, seq + limit),
      counted: () => marks.at(-1) ?? 0,
      markCounted: async (seq: number) => {
        const fault = faults.shift();
        if (fault) throw fault;
        return marks.push(seq);
      },
    },
  };
}

async function givenDecided(count: number) {
  const given = givenDeps();
  const entries: AuditEntry[] = [];
  for (let n = 0; n < count; n++) {
    const approvalRequestId = `claim-${n}`;
    await ask(given.deps, { approvalRequestId });
    await answer(given.deps, { approvalRequestId });
    entries.push(...(await chainOf(given.deps, approvalRequestId)));
  }
  return { ...given, entries };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 1_000, "it never comes to that");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("what was committed before anybody counted is caught up with", async () => {
  const { deps, entries } = await givenDecided(250);
  const { outbox, marks } = outboxOf(entries);
  const loop = startCountingLoop(deps, outbox);
  await until(() => marks.at(-1) === 500);
  await loop.stop();
  assert.deepEqual(marks, [200, 400, 500]);
  const { total, now } = await readStats(deps, days);
  assert.deepEqual([total.requested, total.decided.approved, now.pending], [250, 250, 0]);
});

test("F6 what was counted and not marked, as by a crash, is not counted twice", async () => {
  const { deps, entries, logged } = await givenDecided(2);
  const { outbox, marks, faults } = outboxOf(entries);
  faults.push(new Error("killed"));
  const loop = startCountingLoop(deps, outbox);
  await until(() => marks.length === 1);
  await loop.stop();
  assert.deepEqual(logged, ["error: the statistics could not be counted"]);
  const { total } = await readStats(deps, days);
  assert.deepEqual([total.requested, total.decided.approved], [2, 2]);
});
