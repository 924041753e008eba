import { setTimeout as sleep } from "node:timers/promises";
import { httpCall } from "./http-call.ts";
import { measuredLists, pageLength } from "./measured-lists.ts";
import { monotonicMs } from "./monotonic.ts";
import { type Percentiles, percentiles } from "./percentiles.ts";
import type { Figure, Result } from "./result.ts";
import { seedApprovals } from "./seed-approvals.ts";
import { newFolder, type Server, startServer } from "./server.ts";

const sizes = [1_000, 10_000, 100_000];
const samples = 200;
const warmUp = 50;
/** Beyond this a list has grown; below it the difference is the machine's. */
const flat = 1.5;
const worstMs = 200;

/** The first page of 50 out of 1,000, 10,000 and 100,000 approvals: three servers, asked in turn. */
export async function listPages(): Promise<Result> {
  const servers: (Server & { size: number })[] = [];
  const seededMs: Record<number, number> = {};
  for (const size of sizes) {
    const data = newFolder();
    const from = monotonicMs();
    await seedApprovals(data, size);
    seededMs[size] = Math.round(monotonicMs() - from);
    servers.push({ ...(await startServer("sayso", { data })), size });
  }
  const raw: Record<string, Record<number, Percentiles>> = {};
  for (const [name, { filters, length = pageLength }] of Object.entries(measuredLists)) {
    const query = new URLSearchParams({ limit: String(pageLength), ...filters });
    const tookMs = new Map(sizes.map((size) => [size, [] as number[]]));
    for (let n = -warmUp; n < samples; n++)
      for (const { baseUrl, size } of servers) {
        const from = monotonicMs();
        const page = JSON.parse(await httpCall("GET", `${baseUrl}/v1/approvals?${query}`));
        if (page.approvals.length !== length && size === sizes.at(-1))
          throw new Error(`${name}: ${page.approvals.length} approvals`);
        if (n >= 0) tookMs.get(size)?.push(monotonicMs() - from);
        await sleep(1);
      }
    raw[name] = Object.fromEntries([...tookMs].map(([size, took]) => [size, percentiles(took)]));
  }
  for (const server of servers) await server.stop();
  return { figures: Object.entries(raw).flatMap(toFigures), raw: { lists: raw, seededMs } };
}

function toFigures([name, bySize]: [string, Readonly<Record<number, Percentiles>>]): Figure[] {
  const p50 = sizes.map((size) => bySize[size]?.p50 ?? Number.NaN);
  const p99 = bySize[sizes.at(-1) ?? 0]?.p99 ?? Number.NaN;
  const ratio = (p50.at(-1) ?? Number.NaN) / (p50[0] ?? Number.NaN);
  return [
    {
      name: `first page of the list, ${name}, p50`,
      measured: `${p50.map((ms) => ms.toFixed(2)).join(" → ")} ms at ${sizes.join(" → ")} approvals: × ${ratio.toFixed(2)}`,
      wanted: `flat (≤ × ${flat})`,
      met: ratio <= flat,
    },
    {
      name: `first page of the list, ${name}, p99 at ${sizes.at(-1)}`,
      measured: `${p99.toFixed(2)} ms`,
      wanted: `≤ ${worstMs} ms`,
      met: p99 <= worstMs,
    },
  ];
}
