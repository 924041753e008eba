import type { Approval } from "../../core/approval.ts";
import { dueIndex, listIndexes } from "../../schemas/tables.ts";
import { partitions } from "./approval-items.ts";
import { batchGet } from "./batch-get.ts";
import { type Item, json, number, text } from "./item.ts";
import { listShards, stateKey } from "./keys.ts";
import { merge, pieces, read } from "./query.ts";
import type { Tables } from "./tables.ts";

const everyShard = Array.from({ length: listShards }, (_, shard) => shard);

/** When the pending approval was requested that has waited longest, in epoch milliseconds. */
export async function oldestPending(tables: Tables): Promise<number | null> {
  const heads = everyShard.map((shard) =>
    read(tables, {
      table: tables.approvalsTable,
      index: "status",
      partition: [listIndexes.status.partition, partitions.status("pending", shard)],
      fetch: 1,
    }).next(),
  );
  const found = (await Promise.all(heads)).flatMap(({ value }) => (value ? [text(value, "sortKey")] : []));
  // The sort key begins with the time.
  return found.length > 0 ? Math.min(...found.map((sortKey) => Number.parseInt(sortKey, 10))) : null;
}

/** A pending approval is due no later than this after its expiry. */
const slackMs = 15_000;
const batch = 25;
const maxLooks = 100;

/**
 * When the next pending approval expires, in epoch milliseconds. Along what is due next: no approval that is due later
 * than one's expiry and the slack expires sooner, so where more of them come due together than are looked at, it is out
 * by the slack at most. Only those are due long before they expire whose wait has not begun, in the seconds after the
 * request; where waits cannot be begun, it may be one of them that expires next.
 */
export async function nearestExpiry(tables: Tables): Promise<number | null> {
  let nearest = Number.POSITIVE_INFINITY;
  let looks = 0;
  for await (const piece of pieces(dueNext(tables), batch)) {
    const ids = piece.filter((item) => number(item, dueIndex.sort) <= nearest + slackMs).map(idOf);
    const rows = await batchGet(tables, tables.approvalsTable, ids.map(stateKey));
    for (const id of ids) {
      const row = rows.at(stateKey(id));
      const approval = row && json<Approval>(row, "approval");
      if (approval?.status === "pending") nearest = Math.min(nearest, approval.expiresAt);
    }
    looks += piece.length;
    if (ids.length < piece.length || looks >= maxLooks) break;
  }
  return Number.isFinite(nearest) ? nearest : null;
}

function dueNext(tables: Tables): AsyncGenerator<Item, undefined> {
  const shards = everyShard.map((shard) =>
    read(tables, {
      table: tables.approvalsTable,
      index: dueIndex.name,
      partition: [dueIndex.partition, partitions.due(shard)],
      fetch: batch,
    }),
  );
  return merge(shards, (a, b) => number(a, dueIndex.sort) < number(b, dueIndex.sort));
}

function idOf(item: Item): string {
  return text(item, "pk").slice("A#".length);
}
