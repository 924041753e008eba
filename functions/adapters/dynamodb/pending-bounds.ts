import { listIndexes } from "../../schemas/tables.ts";
import { partitions } from "./approval-items.ts";
import { text } from "./item.ts";
import { listShards } from "./keys.ts";
import { read } from "./query.ts";
import type { Tables } from "./tables.ts";

/** When the pending approval was requested that has waited longest, in epoch milliseconds. */
export function oldestPending(tables: Tables): Promise<number | null> {
  return first(tables, "status");
}

/** When the next pending approval expires, in epoch milliseconds. */
export function nearestExpiry(tables: Tables): Promise<number | null> {
  return first(tables, "expiry");
}

/** The time with which an index over everything that is pending begins. */
async function first(tables: Tables, index: "status" | "expiry"): Promise<number | null> {
  const { partition, sort } = listIndexes[index];
  const heads = Array.from({ length: listShards }, (_, shard) =>
    read(tables, {
      table: tables.approvalsTable,
      index,
      partition: [partition, partitions.status("pending", shard)],
      fetch: 1,
    }).next(),
  );
  const found = (await Promise.all(heads)).flatMap(({ value }) => (value ? [text(value, sort)] : []));
  // The sort key begins with the time.
  return found.length > 0 ? Math.min(...found.map((sortKey) => Number.parseInt(sortKey, 10))) : null;
}
