import type { ApprovalSummary } from "../../core/approval.ts";
import type { ApprovalQuery } from "../../ports/approval-store.ts";
import { InvalidCursor, type Page } from "../../ports/page.ts";
import { dueIndex } from "../../schemas/tables.ts";
import { fromListed, type Listed, partitions } from "./approval-items.ts";
import { batchGet, batchSize } from "./batch-get.ts";
import { fromCursor } from "./cursor.ts";
import { type Item, number, text, toAttribute } from "./item.ts";
import { reviewerKey, sortKeyOf, toKey } from "./keys.ts";
import { type Found, takePage } from "./page.ts";
import { pieces, read } from "./query.ts";
import type { Tables } from "./tables.ts";

/**
 * A reviewer's pending approvals by time left, along the index of what comes due. It has keys only, so the items are
 * read besides, as they are at this moment: what was decided since is left out.
 */
export async function listInbox(
  tables: Tables,
  reviewer: string,
  query: ApprovalQuery,
  accept: (listed: Listed) => boolean,
): Promise<Page<ApprovalSummary>> {
  const page = await takePage(found(tables, reviewer, query), query.limit, accept);
  return { ...page, items: page.items.map(({ requestedBy: _, ...summary }) => summary) };
}

async function* found(
  tables: Tables,
  reviewer: string,
  { cursor, limit }: ApprovalQuery,
): AsyncGenerator<Found<Listed>> {
  const fetch = Math.min(limit + 1, batchSize);
  const partition = partitions.inbox(reviewer);
  const places = read(tables, {
    table: tables.approvalsTable,
    index: dueIndex.name,
    partition: [dueIndex.partition, partition],
    ...behind(fromCursor(cursor), reviewer, partition),
    fetch,
  });
  for await (const piece of pieces(places, fetch)) {
    const keys = piece.map((item) => ({ pk: text(item, "pk"), sk: text(item, "sk") }));
    const items = await batchGet(tables, tables.approvalsTable, keys);
    for (const [index, place] of piece.entries()) {
      const item = items.at(keys[index] ?? { pk: "", sk: "" });
      if (!item) continue;
      const listed = fromListed(item);
      yield { sortKey: sortKeyOf(number(place, dueIndex.sort), listed.approvalRequestId), item: listed };
    }
  }
}

/** Whatever expires at one instant stands in an order of the index's own: it is taken up behind the very item. */
function behind(after: string | undefined, reviewer: string, partition: string): { readonly start?: Item } {
  if (after === undefined) return {};
  const [, expiresAt, id] = /^(\d{15})#(.+)$/.exec(after) ?? [];
  if (expiresAt === undefined || id === undefined) throw new InvalidCursor();
  return {
    start: {
      ...toKey(reviewerKey(id, reviewer)),
      [dueIndex.partition]: toAttribute(partition),
      [dueIndex.sort]: toAttribute(Number(expiresAt)),
    },
  };
}
