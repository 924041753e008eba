import { TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { type Occurrence, occurrenceKey, outcomes, type Tally, tally } from "../../core/tally.ts";
import type { StatsStore } from "../../ports/stats-store.ts";
import { primaryKey } from "../../schemas/tables.ts";
import { statsPartition } from "./keys.ts";
import { nearestExpiry, oldestPending } from "./pending-bounds.ts";
import { read } from "./query.ts";
import { retrying } from "./retry.ts";
import { addTally, fromStatsItem, markCounted } from "./stats-items.ts";
import type { Tables } from "./tables.ts";

/** A transaction takes 100 items: a mark for each occurrence, and a counter for each at most. */
const maxOccurrences = 50;

const dayMs = 86_400_000;
/** Nothing is brought again after so long: the counters of days before that stand for ever. */
const openDays = 30;

export function dynamodbStatsStore(tables: Tables): StatsStore {
  let settled: Settled = { through: "", byAgent: new Map() };
  return {
    count: async (occurrences) => {
      const once = [...new Map(occurrences.map((one) => [occurrenceKey(one), one])).values()];
      for (let from = 0; from < once.length; from += maxOccurrences)
        await count(tables, once.slice(from, from + maxOccurrences));
    },
    tallies: (from, to) => tallies(tables, from, to),
    waiting: async () => {
      const before = settled;
      const [open, oldestCreatedAt, nearestExpiresAt] = await Promise.all([
        tallies(tables, before.through === "" ? "!" : `${before.through}~`, "~"),
        oldestPending(tables),
        nearestExpiry(tables),
      ]);
      const byAgent = pendingOf(open, before.byAgent);
      settled = settle(open, before);
      return { byAgent: new Map([...byAgent].filter(([, n]) => n !== 0)), oldestCreatedAt, nearestExpiresAt };
    },
  };
}

/** Marks and counters in one transaction; what has its mark already was counted and is left out. */
async function count(tables: Tables, occurrences: readonly Occurrence[]): Promise<void> {
  let left = occurrences;
  while (left.length > 0) {
    const marks = left.map((one) => markCounted(tables, one));
    const TransactItems = [...marks, ...tally(left).map((one) => addTally(tables, one))];
    try {
      await retrying(() => tables.client.send(new TransactWriteItemsCommand({ TransactItems })));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const fresh = left.filter((_, index) => reasons[index]?.Code !== "ConditionalCheckFailed");
      if (fresh.length === left.length) throw error;
      left = fresh;
    }
  }
}

/** In the order of their days. */
async function tallies(tables: Tables, from: string, to: string): Promise<readonly Tally[]> {
  const items = read(tables, {
    table: tables.approvalsTable,
    partition: [primaryKey.partition, statsPartition],
    where: "#sk BETWEEN :from AND :to",
    values: { from, to: `${to}~` },
    fetch: 5_000,
  });
  return (await Array.fromAsync(items)).map(fromStatsItem);
}

/** What all days through one of them come to. */
interface Settled {
  readonly through: string;
  readonly byAgent: ReadonlyMap<string, number>;
}

/** Remembers, in this process, the days that cannot change any more: nobody goes through years of them each time. */
function settle(open: readonly Tally[], settled: Settled): Settled {
  const newest = open.at(-1)?.day;
  if (newest === undefined) return settled;
  const through = new Date(Date.parse(newest) - openDays * dayMs).toISOString().slice(0, 10);
  if (through <= settled.through) return settled;
  return {
    through,
    byAgent: pendingOf(
      open.filter(({ day }) => day <= through),
      settled.byAgent,
    ),
  };
}

function pendingOf(days: readonly Tally[], before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const byAgent = new Map(before);
  for (const { agent, counts } of days) {
    const ended = outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
    byAgent.set(agent, (byAgent.get(agent) ?? 0) + (counts.requested ?? 0) - ended);
  }
  return byAgent;
}
