import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Execution, ExecutionQuery, ExecutionStore } from "../../ports/execution-store.ts";
import { batchGet, batchSize } from "./batch-get.ts";
import { executionPartitions, fromExecution, opening } from "./execution-items.ts";
import { type Item, readable, text } from "./item.ts";
import { executionKey, listShards, toKey } from "./keys.ts";
import { inOrder } from "./list-approvals.ts";
import { addNote, lastNotes, listNotes } from "./notes.ts";
import { type Found, takePage } from "./page.ts";
import { pieces } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

export function dynamodbExecutionStore(tables: Tables): ExecutionStore {
  const { client, approvalsTable } = tables;
  return {
    load: async (id) => {
      const asked = { TableName: approvalsTable, Key: toKey(executionKey(id)), ConsistentRead: true };
      const item = readable((await client.send(new GetItemCommand(asked))).Item);
      return item && fromExecution(item);
    },
    declare: (execution, now) => declare(tables, execution, now, "attribute_not_exists(#pk) OR #owner = :owner"),
    open: async (execution, now) =>
      (await declare(tables, { ...execution, status: "running" }, now, "attribute_not_exists(#pk)")).execution,
    list: (query) => list(tables, query),
    addNote: (id, note) => addNote(tables, id, note),
    notes: (id, page) => listNotes(tables, id, page),
    lastNotes: (id, limit) => lastNotes(tables, id, limit),
  };
}

type Declared = Awaited<ReturnType<ExecutionStore["declare"]>>;

async function declare(
  { client, approvalsTable }: Tables,
  execution: Parameters<ExecutionStore["declare"]>[0],
  now: number,
  condition: string,
): Promise<Declared> {
  const { owner: _, ...opened } = opening(execution, now);
  const edit = toUpdate({
    set: { status: execution.status, updatedAt: now, owner: execution.owner },
    initially: { ...opened, pendingApprovals: 0 },
    condition,
  });
  const update = new UpdateItemCommand({
    TableName: approvalsTable,
    Key: toKey(executionKey(execution.executionId)),
    ...edit,
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes } = await retrying(() => client.send(update));
    return { outcome: "declared", execution: fromExecution(Attributes as Item) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException && error.Item)) throw error;
    return { outcome: "not_yours", execution: fromExecution(error.Item) };
  }
}

/** Indexes only find them: counts change too often to be copied there, so each is read from the table. */
async function list(tables: Tables, query: ExecutionQuery) {
  const { agent, owner, limit } = query;
  const everyShard = Array.from({ length: listShards }, (_, shard) => executionPartitions.time(shard));
  const found =
    owner !== undefined
      ? inOrder(tables, { index: "execution", partitions: [executionPartitions.owner(owner)] }, query)
      : agent !== undefined
        ? inOrder(tables, { index: "agent", partitions: [executionPartitions.agent(agent)] }, query)
        : inOrder(tables, { index: "time", partitions: everyShard }, query);
  return takePage(
    loaded(tables, found, Math.min(limit + 1, batchSize)),
    limit,
    (execution) => agent === undefined || execution.agent === agent,
  );
}

async function* loaded(tables: Tables, found: AsyncIterable<Item>, fetch: number): AsyncGenerator<Found<Execution>> {
  for await (const piece of pieces(found, fetch)) {
    const keys = piece.map((item) => ({ pk: text(item, "pk"), sk: text(item, "sk") }));
    const rows = await batchGet(tables, tables.approvalsTable, keys);
    for (const key of keys) {
      const row = rows.at(key);
      if (row) yield { sortKey: text(row, "sortKey"), item: fromExecution(row) };
    }
  }
}
