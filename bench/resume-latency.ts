import { setTimeout as sleep } from "node:timers/promises";
import { startAgent } from "./agent.ts";
import { decide } from "./http-call.ts";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { startServer } from "./server.ts";

const warmUpBlocks = 4;
const blocks = 40;
const blockSize = 25;
const settleMs = 250;

/**
 * From a decision being sent to the waiting agent's code running again. Both servers stand side by side and are asked in
 * turn, a block of pauses each; one decision at a time, some milliseconds apart.
 */
export async function resumeLatency(): Promise<Result> {
  const agent = startAgent();
  const servers = [await startServer("sayso"), await startServer("floor")] as const;
  const samples = { sayso: [] as number[], floor: [] as number[] };
  for (let block = 0; block < warmUpBlocks + blocks; block++)
    for (const server of block % 2 === 0 ? servers : servers.toReversed()) {
      const { baseUrl, kind } = server;
      const ids = Array.from({ length: blockSize }, (_, n) => `${kind}-${block}-${n}`);
      await agent.pause({ serverUrl: baseUrl, ids });
      await sleep(settleMs);
      const sentMs: number[] = [];
      for (const [n, id] of ids.entries()) {
        await sleep(5 + ((n * 7) % 16));
        sentMs.push(monotonicMs());
        await decide(baseUrl, id);
      }
      const resumedMs = await agent.resumed({ ids });
      // Longer than Sayso's outbox rests: what is left to do after a decision must not fall into the floor's turn.
      await sleep(settleMs);
      if (block >= warmUpBlocks) samples[kind].push(...resumedMs.map((at, n) => at - (sentMs[n] ?? Number.NaN)));
    }
  await agent.stop();
  for (const server of servers) await server.stop();
  const raw = { sayso: percentiles(samples.sayso), floor: percentiles(samples.floor) };
  const figure = (name: "p50" | "p99") => ({
    name: `decision sent → agent's code runs, ${name}`,
    measured: `${raw.sayso[name].toFixed(2)} ms, ${(raw.sayso[name] / raw.floor[name]).toFixed(2)} × the floor's ${raw.floor[name].toFixed(2)} ms`,
    wanted: "≤ 2 × the floor",
    met: raw.sayso[name] <= 2 * raw.floor[name],
  });
  return { figures: [figure("p50"), figure("p99")], raw };
}
