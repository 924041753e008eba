import assert from "node:assert/strict";
import { suite } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { Approval } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { seal } from "../../functions/core/seal.ts";
import { assertChain, trail } from "./audit-trail.ts";
import { cancelBy, decideBy, type Given, minute, rita, sam, t0 } from "./given.ts";
import { seededRandom, shuffled } from "./seeded-random.ts";
import { type Adapter, onStores, type StoresUnderTest } from "./stores-under-test.ts";

interface Racer {
  readonly command: Command;
  /** The clock of the machine that this racer runs on. */
  readonly clock: number;
}

const expiresAt = t0 + minute;

/** Sixteen at once, around the very millisecond of the expiry. */
const racers: readonly Racer[] = [
  ...(["approved", "rejected", "request_changes"] as const).flatMap((decision) =>
    [rita, sam, rita, sam].map((reviewer, index) => ({
      command: decideBy({ decision, reviewer, decisionId: `${decision}-${index}`, feedback: `by ${reviewer.id}` }),
      clock: expiresAt - 1,
    })),
  ),
  { command: { type: "expire" }, clock: expiresAt },
  { command: { type: "expire" }, clock: expiresAt },
  { command: cancelBy(), clock: expiresAt - 1 },
  { command: { type: "fail", feedback: "the wait broke" }, clock: expiresAt - 1 },
];

interface Finish {
  readonly won: boolean;
  readonly saw: Approval | undefined;
}

/** Loads, decides and commits, again after each conflict, as a use case does. */
async function run(stores: StoresUnderTest, given: Given, { command, clock }: Racer, pause: () => number) {
  for (;;) {
    const before = await stores.approvals.load("claim");
    const verdict = decide(before, command, clock);
    if (verdict.events.length === 0) return { won: false, saw: before } satisfies Finish;
    for (let turns = pause(); turns > 0; turns--) await turn();
    const sealed = seal(before, verdict.events, given.sealing);
    const outcome = await stores.approvals.commit({ ...sealed, dueAt: null });
    if (outcome === "committed") return { won: true, saw: sealed.after } satisfies Finish;
  }
}

/** Many who decide at once. */
export function raceContract(adapter: Adapter): void {
  suite("a race", () => {
    const rounds = Number(process.env.RACE_ROUNDS ?? adapter.raceRounds);
    onStores(adapter, `of 16 has one winner in each of ${rounds} rounds`, async (first, given) => {
      const random = seededRandom(20_261_122);
      const winners = new Map<string, number>();
      for (let round = 0; round < rounds; round++) {
        const stores = round === 0 ? first : await adapter.open();
        const asked = { executionId: "run", expiresAt, reviewers: [rita.id, sam.id] };
        await stores.approvals.commit(given.requested("claim", asked));
        const finishes = await Promise.all(
          shuffled(racers, random).map((racer) => run(stores, given, racer, () => Math.floor(random() * 4))),
        );
        await assertOneWinner(stores, finishes);
        const [winner] = finishes.filter(({ won }) => won);
        winners.set(winner?.saw?.status ?? "", (winners.get(winner?.saw?.status ?? "") ?? 0) + 1);
        if (stores !== first) await stores.close();
      }
      assert.ok(rounds < 20 || winners.size >= 3, `these always won: ${[...winners.keys()]}`);
    });
  });
}

async function assertOneWinner({ approvals, audit, executions }: StoresUnderTest, finishes: readonly Finish[]) {
  assert.equal(finishes.length, 16);
  const [winner, ...others] = finishes.filter(({ won }) => won);
  assert.equal(others.length, 0);
  const row = await approvals.load("claim");
  assert.notEqual(row?.status, "pending");
  for (const { saw } of finishes) assert.deepEqual(saw, row);
  assert.deepEqual(winner?.saw, row);
  const entries = (await trail(audit, { approvalRequestId: "claim" })).map(({ entry }) => entry);
  assert.equal(entries.length, 2);
  assert.equal(entries[1]?.decision, row?.status);
  assert.equal(entries[1]?.hash, row?.lastHash);
  assertChain(entries);
  assert.equal((await executions.load("run"))?.pendingApprovals, 0);
}
