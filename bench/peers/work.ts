import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../test/ports/seeded-random.ts";
import { monotonicMs } from "../monotonic.ts";
import { type Percentiles, percentiles } from "../percentiles.ts";
import { atMost } from "./at-most.ts";
import type { Contestant } from "./contestant.ts";

export interface Amount {
  /** Decisions whose latency is measured while few wait. */
  readonly decisions: number;
  readonly pending: number;
  /** Decisions while `pending` others wait. */
  readonly amongPending: number;
  /** On average, at moments that do not care whether the last one has been answered. */
  readonly decisionsPerSecond: number;
}

/** One contestant's run. Times are milliseconds, each sample kept. */
export interface Run {
  readonly registered: Percentiles;
  readonly resumed: Percentiles;
  readonly pending: number;
  readonly pendingRegisteredInS: number;
  /** Bytes, by process. */
  readonly memoryBefore: Record<string, number>;
  readonly memoryAfter: Record<string, number>;
  readonly bytesPerPending: number;
  readonly resumedAmongPending: Percentiles;
  readonly samples: Readonly<Record<"registered" | "resumed" | "resumedAmongPending", number[]>>;
}

const warmUp = 50;
const settleMs = 1_000;
const resumedWithinMs = 30_000;
/** How many pauses are registered at once when 10,000 are. */
const places = 32;
const readings = 20;

export async function doTheWork(contestant: Contestant, amount: Amount, seed: number): Promise<Run> {
  const resumedAt = new Map<string, bigint>();
  contestant.onResumed((id, at) => resumedAt.set(id, at));
  const random = seededRandom(seed);
  const ids = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${seed}-${n}`);

  async function decide(decided: readonly string[]): Promise<number[]> {
    const sent = new Map<string, bigint>();
    let nextMs = monotonicMs();
    const acknowledged: Promise<void>[] = [];
    for (const id of decided) {
      nextMs += (-Math.log(1 - random()) * 1000) / amount.decisionsPerSecond;
      await sleep(Math.max(0, nextMs - monotonicMs()));
      sent.set(id, process.hrtime.bigint());
      const acknowledgement = contestant.decide(id);
      // It may fail long before all are awaited.
      acknowledgement.catch(() => {});
      acknowledged.push(acknowledgement);
    }
    await Promise.all(acknowledged);
    const untilMs = monotonicMs() + resumedWithinMs;
    while (decided.some((id) => !resumedAt.has(id))) {
      if (monotonicMs() > untilMs)
        throw new Error(`${decided.filter((id) => !resumedAt.has(id)).length} never resumed`);
      await sleep(20);
    }
    return decided.map((id) => Number((resumedAt.get(id) ?? 0n) - (sent.get(id) ?? 0n)) / 1e6);
  }

  async function registerOneByOne(paused: readonly string[]): Promise<number[]> {
    const tookMs: number[] = [];
    for (const id of paused) {
      const fromMs = monotonicMs();
      await contestant.pause(id);
      tookMs.push(monotonicMs() - fromMs);
    }
    await sleep(settleMs);
    return tookMs;
  }

  const [warming, crowd] = [ids("warm", warmUp), ids("crowd", places * 4)];
  const pending = Math.min(amount.pending, contestant.mostPending ?? amount.pending);
  const [few, many] = [ids("few", amount.decisions), ids("many", pending)];
  await registerOneByOne(warming);
  await decide(warming);
  // Opens every connection that it will ever hold, which is no pending pause's cost.
  await atMost(places, crowd, (id) => contestant.pause(id));
  await decide(crowd);
  const registered = await registerOneByOne(few);
  const resumed = await decide(few);
  const memoryBefore = await leastMemory(contestant);
  const fromMs = monotonicMs();
  await atMost(places, many, (id) => contestant.pause(id));
  const pendingRegisteredInS = (monotonicMs() - fromMs) / 1000;
  const memoryAfter = await leastMemory(contestant);
  const resumedAmongPending = await decide(many.slice(0, amount.amongPending));
  const samples = { registered, resumed, resumedAmongPending };
  return {
    registered: percentiles(registered),
    resumed: percentiles(resumed),
    ...{ pending, pendingRegisteredInS, memoryBefore, memoryAfter },
    bytesPerPending: (total(memoryAfter) - total(memoryBefore)) / pending,
    resumedAmongPending: percentiles(resumedAmongPending),
    samples,
  };
}

/** The least that is read after a rest: what work that just then goes on takes is not there. */
async function leastMemory(contestant: Contestant): Promise<Record<string, number>> {
  await sleep(2 * settleMs);
  await contestant.collect?.();
  let least = contestant.memory();
  for (let reading = 1; reading < readings; reading++) {
    await sleep(100);
    const memory = contestant.memory();
    if (total(memory) < total(least)) least = memory;
  }
  return least;
}

function total(memory: Readonly<Record<string, number>>): number {
  return Object.values(memory).reduce((sum, bytes) => sum + bytes, 0);
}
