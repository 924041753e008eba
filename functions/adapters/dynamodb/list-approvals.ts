import { type ApprovalSummary, statuses } from "../../core/approval.ts";
import type { ApprovalQuery } from "../../ports/approval-store.ts";
import type { Page } from "../../ports/page.ts";
import { listIndexes } from "../../schemas/tables.ts";
import { agentOf, fromListed, type Listed, partitions } from "./approval-items.ts";
import { fromCursor } from "./cursor.ts";
import { type Item, text } from "./item.ts";
import { listShards } from "./keys.ts";
import { type Found, takePage } from "./page.ts";
import { merge, read } from "./query.ts";
import type { Tables } from "./tables.ts";

type Index = keyof typeof listIndexes;

/** Partitions of an index that together hold everything asked for. */
interface Place {
  readonly index: Index;
  readonly partitions: readonly string[];
}

/** Of a larger team everything that is pending is read, and what is not theirs left out: each list is a query at least. */
const mostReviewersLists = 32;

/** Reads the narrowest index that holds everything asked for, and leaves out there what else the filters exclude. */
export async function listApprovals(tables: Tables, query: ApprovalQuery): Promise<Page<ApprovalSummary>> {
  const place = query.sort === "expiresAt" ? byTimeLeft(query) : narrowest(query);
  const found = listed(inOrder(tables, place, query), listIndexes[place.index].sort);
  const page = await takePage(found, query.limit, (summary) => matches(summary, query));
  return { ...page, items: page.items.map(({ requestedBy: _, ...summary }) => summary) };
}

/**
 * Items of some partitions of an index as one list, taken up behind the cursor: newest first, or, of the index by
 * expiry, the most urgent first.
 */
export function inOrder(
  tables: Tables,
  { index, partitions }: Place,
  { cursor, limit }: Pick<ApprovalQuery, "cursor" | "limit">,
): AsyncGenerator<Item, undefined> {
  const after = fromCursor(cursor);
  const { partition: key, sort } = listIndexes[index];
  const rising = index === "expiry";
  const lists = partitions.map((partition) =>
    read(tables, {
      table: tables.approvalsTable,
      index,
      partition: [key, partition],
      ...(after === undefined ? {} : { where: `#${sort} ${rising ? ">" : "<"} :after`, values: { after } }),
      newestFirst: !rising,
      fetch: Math.max(10, Math.ceil((2 * limit) / partitions.length)),
    }),
  );
  return merge(lists, (a, b) => text(a, sort) < text(b, sort) === rising);
}

const everyShard = (partition: (shard: number) => string) =>
  Array.from({ length: listShards }, (_, shard) => partition(shard));

/** What is pending of one reviewer, of any of several, or of everybody. */
function pendingOf({ reviewer, anyReviewer }: ApprovalQuery): readonly string[] {
  const reviewers = reviewer === undefined ? anyReviewer : [reviewer];
  return reviewers === undefined || reviewers.length > mostReviewersLists
    ? everyShard((shard) => partitions.status("pending", shard))
    : reviewers.map((one) => partitions.reviewerStatus(one, "pending"));
}

function byTimeLeft(query: ApprovalQuery): Place {
  return { index: "expiry", partitions: pendingOf(query) };
}

/** Pending ones are few, whoever asked for them: better than everything that somebody ever asked for. */
function narrowest(query: ApprovalQuery): Place {
  const { status, agent, reviewer, executionId, requestedBy } = query;
  if (executionId !== undefined) return { index: "execution", partitions: [partitions.execution(executionId)] };
  if (status === "pending") return { index: "status", partitions: pendingOf(query) };
  if (reviewer !== undefined && status !== undefined)
    return { index: "status", partitions: [partitions.reviewerStatus(reviewer, status)] };
  if (reviewer !== undefined)
    return { index: "status", partitions: statuses.map((of) => partitions.reviewerStatus(reviewer, of)) };
  const sole = requestedBy === undefined ? agent : agentOf(requestedBy);
  if (sole !== undefined) return { index: "agent", partitions: [partitions.agent(sole)] };
  if (requestedBy !== undefined) return { index: "reviewer", partitions: [partitions.requester(requestedBy)] };
  if (status !== undefined)
    return { index: "status", partitions: everyShard((shard) => partitions.status(status, shard)) };
  return { index: "status", partitions: statuses.flatMap((of) => everyShard((shard) => partitions.status(of, shard))) };
}

/** What several lists hold is found once: it stands at one place in the order. */
async function* listed(items: AsyncIterable<Item>, sort: string): AsyncGenerator<Found<Listed>> {
  let last = "";
  for await (const item of items) {
    const sortKey = text(item, sort);
    if (sortKey !== last) yield { sortKey, item: fromListed(item) };
    last = sortKey;
  }
}

function matches(summary: Listed, query: ApprovalQuery): boolean {
  const { status, agent, reviewer, anyReviewer, executionId, requestedBy } = query;
  return (
    (status === undefined || summary.status === status) &&
    (agent === undefined || summary.agent === agent) &&
    (reviewer === undefined || summary.reviewers.includes(reviewer)) &&
    (anyReviewer === undefined || summary.reviewers.some((one) => anyReviewer.includes(one))) &&
    (executionId === undefined || summary.executionId === executionId) &&
    (requestedBy === undefined || summary.requestedBy === requestedBy)
  );
}
