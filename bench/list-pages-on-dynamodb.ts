import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../functions/adapters/dynamodb/dynamodb-stores.ts";
import { fromEntryItem } from "../functions/adapters/dynamodb/entry-items.ts";
import { countEntries } from "../functions/use-cases/count-entries.ts";
import { localClient, openTables } from "../test/ports/dynamodb-tables.ts";
import { startDynamoDbLocal } from "../tools/dynamodb-local.ts";
import { loadingTables } from "./loading-tables.ts";
import { describeMachine } from "./machine.ts";
import { measuredLists, pageLength } from "./measured-lists.ts";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";
import { printMachine, report } from "./report.ts";
import type { Figure } from "./result.ts";
import { seedDeps, seedOne } from "./seed-approvals.ts";
import { newFolder } from "./server.ts";

// `npm run bench:dynamodb`: the first and the second page of each list, and the statistics, out of 100,000 approvals on
// DynamoDB Local, in memory; `npm run bench:dynamodb -- 10000` out of fewer. Its times are its own and not AWS'; what a
// page reads is what it reads there too.
const approvals = Number(process.argv[2] ?? 100_000);
const samples = 200;
const warmUp = 20;
const worstMs = 200;
/** Seeds between two countings of their entries. */
const batch = 1_000;

interface Consumed {
  readonly CapacityUnits?: number;
}

/** Counts calls and capacity, and refuses to scan. */
function meter(client: DynamoDBClient) {
  const counted = { calls: 0, units: 0 };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "ScanCommand") throw new Error("a scan");
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        counted.calls++;
        for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) counted.units += CapacityUnits;
        return result;
      },
    { step: "initialize" },
  );
  return counted;
}

const machine = describeMachine(newFolder());
printMachine(machine);
const { endpoint, stop } = await startDynamoDbLocal();
try {
  const client = localClient(endpoint);
  const tables = await openTables(client);
  const stores = dynamodbStores(tables);
  const seeds = loadingTables(tables);
  const from = monotonicMs();
  const deps = seedDeps(dynamodbStores(seeds.tables));
  for (let n = 0; n < approvals; n++) {
    await seedOne(deps, n);
    if ((n + 1) % batch === 0 || n + 1 === approvals) await countEntries(deps, seeds.takeEntries().map(fromEntryItem));
  }
  console.log(`${approvals} approvals made after ${Math.round((monotonicMs() - from) / 1000)} s`);
  await seeds.load();
  console.log(`and loaded after ${Math.round((monotonicMs() - from) / 1000)} s`);

  const counted = meter(client);
  const figures: Figure[] = [];
  const raw: Record<string, unknown> = {};
  async function measure(name: string, read: () => Promise<void>): Promise<void> {
    const tookMs: number[] = [];
    const before = { ...counted };
    for (let n = -warmUp; n < samples; n++) {
      const from = monotonicMs();
      await read();
      if (n >= 0) tookMs.push(monotonicMs() - from);
    }
    const of = (total: number) => Math.round((10 * total) / (samples + warmUp)) / 10;
    const each = { calls: of(counted.calls - before.calls), units: of(counted.units - before.units) };
    const took = percentiles(tookMs);
    raw[name] = { took, each };
    figures.push({
      name,
      measured: `p50 ${took.p50.toFixed(1)} ms, p99 ${took.p99.toFixed(1)} ms, ${each.calls} calls, ${each.units} read units`,
      wanted: `p99 ≤ ${worstMs} ms`,
      met: took.p99 <= worstMs,
    });
  }

  for (const [name, { filters, length = pageLength }] of Object.entries(measuredLists)) {
    const first = await stores.approvals.list({ ...filters, cursor: null, limit: pageLength });
    if (first.items.length !== length) throw new Error(`${name}: ${first.items.length} approvals`);
    for (const [page, cursor] of Object.entries({ first: null, second: first.nextCursor }))
      if (page === "first" || cursor !== null)
        await measure(`${page} page, ${name}`, async () => {
          await stores.approvals.list({ ...filters, cursor, limit: pageLength });
        });
  }
  await measure("how many wait, the oldest and the next to expire", async () => {
    const { byAgent } = await stores.stats.waiting();
    const waiting = [...byAgent.values()].reduce((sum, count) => sum + count, 0);
    if (waiting !== Math.ceil(approvals / 2)) throw new Error(`${waiting} wait`);
  });
  await measure("the counters of a year", async () => {
    await stores.stats.tallies("2000-01-01", "2999-12-31");
  });
  report("list-pages-on-dynamodb", machine, { figures, raw: { approvals, lists: raw } });
  client.destroy();
} finally {
  await stop();
}
process.exit(0);
