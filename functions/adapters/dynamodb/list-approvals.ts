import { type ApprovalSummary, statuses } from "../../core/approval.ts";
import type { ApprovalQuery } from "../../ports/approval-store.ts";
import type { Page } from "../../ports/page.ts";
import { listIndexes } from "../../schemas/tables.ts";
import { agentOf, fromListed, type Listed, partitions } from "./approval-items.ts";
import { fromCursor } from "./cursor.ts";
import { type Item, text } from "./item.ts";
import { listShards } from "./keys.ts";
import { listInbox } from "./list-inbox.ts";
import { type Found, takePage } from "./page.ts";
import { merge, read } from "./query.ts";
import type { Tables } from "./tables.ts";

type Index = keyof typeof listIndexes;

/** Reads the narrowest index that holds everything asked for, and leaves out there what else the filters exclude. */
export async function listApprovals(tables: Tables, query: ApprovalQuery): Promise<Page<ApprovalSummary>> {
  const { reviewer, sort } = query;
  if (reviewer !== undefined && sort === "expiresAt")
    return listInbox(tables, reviewer, query, (summary) => matches(summary, query));
  const { index, partitions: values } = narrowest(query);
  const found = newestFirst(tables, index, values, query);
  const page = await takePage(listed(found), query.limit, (summary) => matches(summary, query));
  return { ...page, items: page.items.map(({ requestedBy: _, ...summary }) => summary) };
}

/** Items of some partitions of an index as one list, newest first, taken up behind the cursor. */
export function newestFirst(
  tables: Tables,
  index: Index,
  partitions: readonly string[],
  { cursor, limit }: Pick<ApprovalQuery, "cursor" | "limit">,
): AsyncGenerator<Item, undefined> {
  const after = fromCursor(cursor);
  const lists = partitions.map((partition) =>
    read(tables, {
      table: tables.approvalsTable,
      index,
      partition: [listIndexes[index].partition, partition],
      ...(after === undefined ? {} : { where: "#sortKey < :after", values: { after } }),
      newestFirst: true,
      fetch: Math.max(10, Math.ceil((2 * limit) / partitions.length)),
    }),
  );
  return merge(lists, (a, b) => text(a, "sortKey") > text(b, "sortKey"));
}

/** Pending ones are few, whoever asked for them: better than everything that somebody ever asked for. */
function narrowest({ status, agent, reviewer, executionId, requestedBy }: ApprovalQuery): {
  readonly index: Index;
  readonly partitions: readonly string[];
} {
  const everyShard = (partition: (shard: number) => string) =>
    Array.from({ length: listShards }, (_, shard) => partition(shard));
  if (executionId !== undefined) return { index: "execution", partitions: [partitions.execution(executionId)] };
  if (reviewer !== undefined && status !== undefined)
    return { index: "status", partitions: [partitions.reviewerStatus(reviewer, status)] };
  if (reviewer !== undefined)
    return { index: "status", partitions: statuses.map((of) => partitions.reviewerStatus(reviewer, of)) };
  if (status === "pending")
    return { index: "status", partitions: everyShard((shard) => partitions.status(status, shard)) };
  const sole = requestedBy === undefined ? agent : agentOf(requestedBy);
  if (sole !== undefined) return { index: "agent", partitions: [partitions.agent(sole)] };
  if (requestedBy !== undefined) return { index: "reviewer", partitions: [partitions.requester(requestedBy)] };
  if (status !== undefined)
    return { index: "status", partitions: everyShard((shard) => partitions.status(status, shard)) };
  return { index: "time", partitions: everyShard(partitions.time) };
}

async function* listed(items: AsyncIterable<Item>): AsyncGenerator<Found<Listed>> {
  for await (const item of items) yield { sortKey: text(item, "sortKey"), item: fromListed(item) };
}

function matches(summary: Listed, { status, agent, reviewer, executionId, requestedBy }: ApprovalQuery): boolean {
  return (
    (status === undefined || summary.status === status) &&
    (agent === undefined || summary.agent === agent) &&
    (reviewer === undefined || summary.reviewers.includes(reviewer)) &&
    (executionId === undefined || summary.executionId === executionId) &&
    (requestedBy === undefined || summary.requestedBy === requestedBy)
  );
}
