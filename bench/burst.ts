import { setTimeout as sleep } from "node:timers/promises";
import { type AgentCalls, startAgent } from "./agent.ts";
import { decide } from "./http-call.ts";
import { monotonicMs } from "./monotonic.ts";
import { median } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { type Server, startServer } from "./server.ts";

const rounds = 3;
const size = 3_000;
const deciders = 64;
const wantedPerSecond = 600;

/**
 * Pauses registered per second when one agent asks for 3,000 at once, and agents resumed per second when 3,000 that wait
 * are decided as fast as 64 deciders can: from the first decision being sent to the last waiting code running again.
 */
export async function burst(): Promise<Result> {
  const agent = startAgent();
  const servers = [await startServer("sayso"), await startServer("floor")];
  const raw: Record<Server["kind"], Record<"registered" | "resumed", number[]>> = {
    sayso: { registered: [], resumed: [] },
    floor: { registered: [], resumed: [] },
  };
  for (let round = 0; round < rounds; round++)
    for (const server of servers) {
      const { registered, resumed } = await oneBurst(agent, server, `${server.kind}-${round}`);
      raw[server.kind].registered.push(registered);
      raw[server.kind].resumed.push(resumed);
    }
  await agent.stop();
  for (const server of servers) await server.stop();
  const figure = (what: "registered" | "resumed", name: string) => {
    const perSecond = Math.round(median(raw.sayso[what]));
    return {
      name,
      measured: `${perSecond}/s (the floor: ${Math.round(median(raw.floor[what]))}/s)`,
      wanted: `≥ ${wantedPerSecond}/s`,
      met: perSecond >= wantedPerSecond,
    };
  };
  return {
    figures: [figure("registered", "pauses registered in a burst"), figure("resumed", "resumes in a burst")],
    raw,
  };
}

async function oneBurst(agent: AgentCalls, { baseUrl }: Server, name: string) {
  const ids = Array.from({ length: size }, (_, n) => `${name}-${n}`);
  const { startedMs, registeredMs } = await agent.pause({ serverUrl: baseUrl, ids });
  while ((await agent.underWay()) < size) await sleep(50);
  await sleep(1_000);
  const decidedMs = monotonicMs();
  const queue = ids.values();
  const decideAll = async () => {
    for (const id of queue) await decide(baseUrl, id);
  };
  await Promise.all(Array.from({ length: deciders }, decideAll));
  const resumedMs = await agent.resumed({ ids });
  await sleep(1_000);
  const perSecond = (fromMs: number, timesMs: readonly number[]) => size / ((Math.max(...timesMs) - fromMs) / 1000);
  return { registered: perSecond(startedMs, registeredMs), resumed: perSecond(decidedMs, resumedMs) };
}
