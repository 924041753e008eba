import { percentiles } from "./percentiles.ts";
import { assumedMs, type Bucket, quotas, type Region, regions, sdk, units } from "./quotas/quotas.ts";
import { type Setting, type Simulated, SimulatedService } from "./quotas/simulated-service.ts";
import { stackNumbers } from "./quotas/stack-numbers.ts";
import type { Figure, Result } from "./result.ts";

const decisions = 10_000;
/** A table of the most partitions holds what a new one does not. */
const expiring = { fresh: 100_000, most: 1_000_000 } as const;

export function simulate(count: number, setting: Setting, kind: "decide" | "expire") {
  const service = new SimulatedService(setting);
  const all = Array.from(
    { length: count },
    (): Simulated => ({ endedAt: Number.NaN, resumedAt: Number.NaN, woken: false, attempts: 0, givenUp: false }),
  );
  for (const one of all) service.time.start(service[kind](one));
  service.time.run();
  const told = all.filter(({ resumedAt }) => !Number.isNaN(resumedAt));
  return {
    ...service.counts,
    refused: service.sendTask.refused,
    givenUp: all.filter(({ givenUp }) => givenUp).length,
    neverTold: count - told.length,
    /** Seconds from the start until an approval has ended. */
    endS: inSeconds(all.map(({ endedAt }) => endedAt)),
    /** Seconds from an approval's end until its agent has been told. */
    lagS: inSeconds(told.map(({ endedAt, resumedAt }) => resumedAt - endedAt)),
  };
}

function inSeconds(values: readonly number[]) {
  const { p50, p99, max } = percentiles(values);
  return { p50: p50 / 1000, p99: p99 / 1000, max: max / 1000 };
}

/** Each agent takes two calls: one ends the wait, one resumes the agent. Seconds until the last one can have been made. */
function leastSeconds(count: number, { sendTaskSuccess: { size, perSecond } }: Region): number {
  return Math.max(0, (2 * count - size) / perSecond);
}

/** Simulated in virtual time, not measured: what the quotas of AWS do to a burst of decisions and to a mass expiry. */
export async function simulatedQuotas(): Promise<Result> {
  const stack = stackNumbers();
  const figures: Figure[] = [];
  const runs: Record<string, unknown> = {};
  const run = (
    words: string,
    count: number,
    region: Region,
    partitions: number,
    admitted: Bucket,
    kind: "decide" | "expire",
  ) => {
    const came = simulate(count, { stack, region, partitions, admitted }, kind);
    const least = leastSeconds(count, region);
    const name = `simulated: ${count} ${kind === "decide" ? "decisions at once" : "expire at once"}, ${words}`;
    runs[name] = { ...came, leastSeconds: least };
    const { p50, p99, max } = came.lagS;
    figures.push({
      name,
      measured: `lag ${p50.toFixed(1)} s (p50), ${p99.toFixed(1)} s (p99), ${max.toFixed(1)} s (max); all have ended after ${came.endS.max.toFixed(0)} s; the quota's least ${least.toFixed(0)} s; put off ${came.putOff}, waits failed ${came.waitsFailed}, set aside ${came.setAside}`,
      wanted: "every agent is told",
      met: came.neverTold === 0,
    });
  };
  for (const [region, of] of Object.entries(regions))
    for (const [table, partitions] of Object.entries(quotas.partitions)) {
      const where = `${region} region, ${partitions} partitions`;
      run(`${where}, the stack's own throttle`, decisions, of, partitions, stack.throttle, "decide");
      run(`${where}, the gateway's`, decisions, of, partitions, quotas.gateway, "decide");
      run(where, expiring[table as keyof typeof expiring], of, partitions, quotas.gateway, "expire");
    }
  return { figures, raw: { stack, quotas, regions, assumedMs, sdk, units, runs } };
}
