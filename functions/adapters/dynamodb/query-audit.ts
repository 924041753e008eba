import { type AuditEntry, auditPosition, type Disclosures, type SealedEntry } from "../../core/audit-entry.ts";
import { toUtc } from "../../core/instant.ts";
import type { AuditQuery } from "../../ports/audit-store.ts";
import type { Page } from "../../ports/page.ts";
import { auditTimeIndex, listIndexes, primaryKey } from "../../schemas/tables.ts";
import { batchGet, batchSize } from "./batch-get.ts";
import { fromCursor } from "./cursor.ts";
import {
  auditPartition,
  disclosedReviewer,
  entryKey,
  fromEntryItem,
  fromPosition,
  observationPrefix,
} from "./entry-items.ts";
import { json, text } from "./item.ts";
import { auditShards, disclosureKey, trailOf } from "./keys.ts";
import { type Found, takePage } from "./page.ts";
import { merge, pieces, read } from "./query.ts";
import type { Tables } from "./tables.ts";

type Entries = AsyncGenerator<AuditEntry, undefined>;

/** Bounds on `auditPosition`; no position equals `to`. */
interface Span {
  readonly from: string;
  readonly to: string;
}

/** Finds entries by approval, by reviewer or by time, whichever is narrowest, and joins what is still disclosed. */
export async function queryAudit(tables: Tables, query: AuditQuery): Promise<Page<SealedEntry>> {
  const { reviewer, limit } = query;
  const span = spanOf(query);
  if (span.from > span.to) return { items: [], nextCursor: null };
  const entries = filtered(find(tables, query, span), query, span);
  const found = disclosed(tables, entries, Math.min(limit + 1, batchSize));
  return takePage(
    found,
    limit,
    ({ disclosures }) => reviewer === undefined || disclosures.reviewer?.value === reviewer,
  );
}

/**
 * A space is less than whatever else could continue a position: behind the cursor is the cursor and a space. Read
 * backwards, what is left ends before the cursor.
 */
function spanOf({ from, to, cursor, order }: AuditQuery): Span {
  const start = from === undefined ? "!" : toUtc(from);
  const end = to === undefined ? "~" : toUtc(to);
  const last = fromCursor(cursor);
  if (last === undefined) return { from: start, to: end };
  if (order === "desc") return { from: start, to: [last, end].sort()[0] ?? end };
  return { from: last < start ? start : `${last} `, to: end };
}

function find(tables: Tables, { approvalRequestId, reviewer, limit, order }: AuditQuery, span: Span): Entries {
  const newestFirst = order === "desc";
  if (approvalRequestId !== undefined)
    return ofApproval(tables, approvalRequestId, span, { fetch: limit + 1, newestFirst });
  if (reviewer !== undefined)
    return ofReviewer(tables, reviewer, span, { fetch: Math.min(limit + 1, batchSize), newestFirst });
  const shards = Array.from({ length: auditShards }, (_, shard) =>
    read(tables, {
      table: tables.auditTable,
      index: auditTimeIndex.name,
      partition: [auditTimeIndex.partition, auditPartition(shard)],
      where: `#${auditTimeIndex.sort} BETWEEN :from AND :to`,
      values: { ...span },
      newestFirst,
      fetch: Math.max(10, Math.ceil((2 * limit) / auditShards)),
    }),
  );
  return inOrder(shards, newestFirst);
}

interface Reading {
  readonly fetch: number;
  readonly newestFirst: boolean;
}

/** Chain and observations stand apart; time along a chain never runs backwards, so both are in order. */
async function* ofApproval(tables: Tables, id: string, span: Span, reading: Reading): Entries {
  const partition = [primaryKey.partition, trailOf(id)] as const;
  const trail = { table: tables.auditTable, partition, consistent: true, ...reading };
  const [since] = span.from.split(" ");
  const [until] = span.to.split(" ");
  const chain = read(tables, { ...trail, where: "#sk < :observations", values: { observations: observationPrefix } });
  const observations = read(tables, {
    ...trail,
    where: "#sk BETWEEN :from AND :to",
    values: { from: `${observationPrefix}${since}`, to: `${observationPrefix}${until}~` },
  });
  yield* inOrder([chain, observations], reading.newestFirst);
  return undefined;
}

/** Entries whose reviewer is still disclosed: their disclosures tell where they stand. */
async function* ofReviewer(tables: Tables, reviewer: string, span: Span, reading: Reading): Entries {
  const { partition, sort } = listIndexes.reviewer;
  const places = read(tables, {
    table: tables.approvalsTable,
    index: "reviewer",
    partition: [partition, disclosedReviewer(reviewer)],
    where: `#${sort} BETWEEN :from AND :to`,
    values: { ...span },
    ...reading,
  });
  for await (const piece of pieces(places, reading.fetch)) {
    const keys = piece.map((item) => entryKey(fromPosition(text(item, sort))));
    const found = await batchGet(tables, tables.auditTable, keys);
    for (const key of keys) {
      const item = found.at(key);
      if (item) yield fromEntryItem(item);
    }
  }
}

function inOrder(lists: readonly ReturnType<typeof read>[], newestFirst: boolean): Entries {
  const entries = lists.map(async function* (items): Entries {
    for await (const item of items) yield fromEntryItem(item);
  });
  return merge(entries, (a, b) => auditPosition(a) < auditPosition(b) !== newestFirst);
}

/** Also leaves out what stands at the very bounds: the entry that a cursor names, read backwards. */
async function* filtered(entries: Entries, { type, agent }: AuditQuery, { from, to }: Span): Entries {
  for await (const entry of entries) {
    const position = auditPosition(entry);
    if (position < from || position >= to) continue;
    if ((type === undefined || entry.type === type) && (agent === undefined || entry.agent === agent)) yield entry;
  }
}

async function* disclosed(tables: Tables, entries: Entries, fetch: number): AsyncGenerator<Found<SealedEntry>> {
  const keyOf = ({ approvalRequestId, eventId }: AuditEntry) => disclosureKey(approvalRequestId, eventId);
  for await (const piece of pieces(entries, fetch)) {
    const found = await batchGet(tables, tables.approvalsTable, piece.map(keyOf));
    for (const entry of piece) {
      const item = found.at(keyOf(entry));
      const disclosures = item ? json<Disclosures>(item, "disclosures") : {};
      yield { sortKey: auditPosition(entry), item: { entry, disclosures } };
    }
  }
}
