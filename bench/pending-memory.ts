import { setTimeout as sleep } from "node:timers/promises";
import { startAgent } from "./agent.ts";
import { median } from "./percentiles.ts";
import { type ResidentMemory, residentMemory } from "./resident-memory.ts";
import type { Result } from "./result.ts";
import { type Server, startServer } from "./server.ts";

const count = 10_000;
const step = 500;
const readings = 5;

/** Collects garbage when told to by a signal: the same few bytes in both servers. */
const collectsOnSignal = ["--expose-gc", "--import", "data:text/javascript,process.on('SIGUSR2',()=>gc())"];

/** What 10,000 pending pauses cost in memory, each held as a long poll of the SDK, beyond what the floor needs for them. */
export async function pendingMemory(): Promise<Result> {
  const floor = await measure("floor");
  const sayso = await measure("sayso");
  const each = (a: number, b: number) => (a - b) / count;
  const beyond = each(sayso.full.all, floor.full.all);
  const growth = each(sayso.full.all - sayso.empty.all, floor.full.all - floor.empty.all);
  return {
    figures: [
      {
        name: "memory of 10,000 pending pauses, each, beyond the floor's",
        measured: `${beyond.toFixed(2)} KB (RSS ${toMb(sayso.full.all)}, the floor's ${toMb(floor.full.all)})`,
        wanted: "≤ 0.5 KB",
        met: beyond <= 0.5,
      },
      {
        name: "of that, what the pauses added since both servers were empty",
        measured: `${growth.toFixed(2)} KB (RSS when empty ${toMb(sayso.empty.all)}, the floor's ${toMb(floor.empty.all)})`,
        wanted: null,
        met: null,
      },
    ],
    raw: { sayso, floor },
  };
}

function toMb(kb: number): string {
  return `${(kb / 1024).toFixed(1)} MB`;
}

async function measure(kind: Server["kind"]) {
  const server = await startServer(kind, { nodeOptions: collectsOnSignal });
  const agent = startAgent();
  await sleep(1_000);
  const empty = await settled(server);
  const ids = Array.from({ length: count }, (_, n) => `claim-${n}`);
  for (let from = 0; from < count; from += step)
    await agent.pause({ serverUrl: server.baseUrl, ids: ids.slice(from, from + step) });
  while ((await agent.underWay()) < count) await sleep(50);
  await sleep(2_000);
  const full = await settled(server);
  const held = await agent.underWay();
  await agent.stop();
  await server.stop();
  return { empty, full, held };
}

/** The median of readings some time apart, garbage having been collected before each. */
async function settled(server: Server): Promise<ResidentMemory> {
  const read: ResidentMemory[] = [];
  for (let reading = 0; reading < readings; reading++) {
    server.kill("SIGUSR2");
    await sleep(700);
    read.push(residentMemory(server.pid));
  }
  return { all: median(read.map(({ all }) => all)), anonymous: median(read.map(({ anonymous }) => anonymous)) };
}
