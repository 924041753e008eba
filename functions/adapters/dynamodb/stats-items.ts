import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Histogram } from "../../core/histogram.ts";
import { type Counts, type Occurrence, outcomes, type Tally } from "../../core/tally.ts";
import { ttlAttribute } from "../../schemas/tables.ts";
import { type Item, layout, text, toItem } from "./item.ts";
import { countedKey, statsKey, toKey } from "./keys.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

type Table = Pick<Tables, "approvalsTable">;

/** Longer than anything brings an entry again: its stream keeps it a day, what was set aside is kept for 14. */
const keptSeconds = 90 * 86_400;

const bucketPrefix = "took";

/** Takes the right to count an occurrence, which nobody ever has twice. */
export function markCounted(
  { approvalsTable }: Table,
  { approvalRequestId, what, day }: Occurrence,
): TransactWriteItem {
  const Item = toItem({
    ...countedKey(approvalRequestId, what === "requested" ? "requested" : "ended"),
    [ttlAttribute]: Date.parse(day) / 1000 + keptSeconds,
  });
  return { Put: { TableName: approvalsTable, Item, ConditionExpression: "attribute_not_exists(pk)" } };
}

/** Adds to the counters of one day, agent and reviewer: an item of a few hundred bytes. */
export function addTally({ approvalsTable }: Table, { day, agent, reviewer, counts, took }: Tally): TransactWriteItem {
  const buckets = Object.entries(took).map(([bucket, count]) => [`${bucketPrefix}${bucket}`, count]);
  const edit = toUpdate({
    initially: { ...layout, day, agent, ...(reviewer !== null && { reviewer }) },
    add: { ...(counts as Record<string, number>), ...Object.fromEntries(buckets) },
  });
  return { Update: { TableName: approvalsTable, Key: toKey(statsKey(day, agent, reviewer)), ...edit } };
}

export function fromStatsItem(item: Item): Tally {
  const counts: Record<string, number> = {};
  const took: Record<string, number> = {};
  for (const [name, { N }] of Object.entries(item)) {
    if (N === undefined) continue;
    if (name.startsWith(bucketPrefix)) took[name.slice(bucketPrefix.length)] = Number(N);
    else if (name === "requested" || (outcomes as readonly string[]).includes(name)) counts[name] = Number(N);
  }
  return {
    ...{ day: text(item, "day"), agent: text(item, "agent"), reviewer: item.reviewer?.S ?? null },
    ...{ counts: counts as Counts, took: took as Histogram },
  };
}
