import { setTimeout as sleep } from "node:timers/promises";
import { SaysoClient } from "@sayso/sdk";
import { type AgentCalls, startAgent } from "./agent.ts";
import { adminToken } from "./credentials.ts";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { type Server, startServer } from "./server.ts";

const warmUpBlocks = 4;
const blocks = 40;
const blockSize = 25;
const settleMs = 250;

/**
 * From a decision being sent by one SDK, in this process, to the code that waits in another, in the agent's process,
 * running again. Both servers stand side by side and are asked in turn, a block of pauses each.
 */
export async function resumeLatency(): Promise<Result> {
  const agent = startAgent();
  const servers = [await startServer("sayso"), await startServer("floor")];
  const sides = servers.map((server) => ({ server, reviewer: reviewerOf(server), samples: [] as number[] }));
  for (let block = 0; block < warmUpBlocks + blocks; block++)
    for (const { server, reviewer, samples } of block % 2 === 0 ? sides : sides.toReversed()) {
      const took = await oneBlock(agent, reviewer, `${server.kind}-${block}`);
      if (block >= warmUpBlocks) samples.push(...took);
    }
  await agent.stop();
  for (const server of servers) await server.stop();
  const [sayso, floor] = sides.map(({ samples }) => percentiles(samples));
  if (!sayso || !floor) throw new Error("there are two sides");
  const figure = (name: "p50" | "p99") => ({
    name: `decision sent → agent's code runs, ${name}`,
    measured: `${sayso[name].toFixed(2)} ms, ${(sayso[name] / floor[name]).toFixed(2)} × the floor's ${floor[name].toFixed(2)} ms`,
    wanted: "≤ 2 × the floor",
    met: sayso[name] <= 2 * floor[name],
  });
  return { figures: [figure("p50"), figure("p99")], raw: { sayso, floor } };
}

function reviewerOf({ baseUrl }: Server): SaysoClient {
  return new SaysoClient({ serverUrl: baseUrl, token: adminToken });
}

/** Milliseconds of each pause; one decision at a time, some milliseconds apart. */
async function oneBlock(agent: AgentCalls, reviewer: SaysoClient, name: string): Promise<number[]> {
  const ids = Array.from({ length: blockSize }, (_, n) => `${name}-${n}`);
  await agent.pause({ serverUrl: reviewer.serverUrl, ids });
  await sleep(settleMs);
  const sentMs: number[] = [];
  for (const [n, id] of ids.entries()) {
    await sleep(5 + ((n * 7) % 16));
    sentMs.push(monotonicMs());
    await reviewer.submitDecision(id, { decision: "approved" });
  }
  const resumedMs = await agent.resumed({ ids });
  // Longer than Sayso's outbox rests: what is left to do after a decision must not fall into the floor's turn.
  await sleep(settleMs);
  return resumedMs.map((at, n) => at - (sentMs[n] ?? Number.NaN));
}
