import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { startAgent } from "./agent.ts";
import { type ResidentMemory, residentMemory } from "./resident-memory.ts";
import type { Result } from "./result.ts";
import { type Server, startServer } from "./server.ts";

const count = 10_000;
const step = 100;
const collections = 10;

/** Collects all garbage, and gives the room for it back, when told to by a signal: the same in both servers. */
const collect = "gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })";
export const collectsOnSignal = [
  "--expose-gc",
  "--import",
  `data:text/javascript,process.on('SIGUSR2', () => ${collect})`,
];

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
  const empty = await least(server);
  const ids = Array.from({ length: count }, (_, n) => `claim-${n}`);
  for (let from = 0; from < count; from += step)
    await agent.pause({ serverUrl: server.baseUrl, ids: ids.slice(from, from + step) });
  while ((await agent.underWay()) < count) await sleep(50);
  await sleep(2_000);
  const full = await least(server);
  const held = await agent.underWay();
  const connections = readdirSync(`/proc/${server.pid}/fd`).length;
  await agent.stop();
  await server.stop();
  return { empty, full, held, connections };
}

/** The least of what is read while garbage is collected again and again: what a poll that is renewed just then takes is not there. */
async function least(server: Server): Promise<ResidentMemory> {
  const read: ResidentMemory[] = [];
  for (let collection = 0; collection < collections; collection++) {
    server.kill("SIGUSR2");
    for (let n = 0; n < 10; n++) {
      await sleep(50);
      read.push(residentMemory(server.pid));
    }
  }
  return read.reduce((a, b) => (a.all <= b.all ? a : b));
}
