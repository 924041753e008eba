import { TransactionCanceledException, TransactWriteItemsCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Note } from "../../ports/execution-store.ts";
import type { Page, PageRequest } from "../../ports/page.ts";
import { fromCursor } from "./cursor.ts";
import { json, layout, number, toItem } from "./item.ts";
import { noteCountKey, noteIdKey, noteKey, notePrefix, toKey } from "./keys.ts";
import { type Found, takePage } from "./page.ts";
import { read } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

/** Notes are numbered by a counter of their own; a duplicate leaves a gap in the numbers, which nobody sees. */
export async function addNote(tables: Tables, executionId: string, note: Note): Promise<"added" | "duplicate"> {
  const { client, approvalsTable } = tables;
  const sequence = await nextNumber(tables, executionId);
  const once = { TableName: approvalsTable, ConditionExpression: "attribute_not_exists(pk)" };
  const items = [
    toItem({ ...noteKey(executionId, sequence), note: JSON.stringify(note) }),
    toItem({ ...noteIdKey(executionId, note.noteId), sequence }),
  ];
  const TransactItems = items.map((Item) => ({ Put: { ...once, Item } }));
  try {
    await retrying(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
    return "added";
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.some(({ Code }) => Code === "ConditionalCheckFailed")) return "duplicate";
    throw error;
  }
}

async function nextNumber({ client, approvalsTable }: Tables, executionId: string): Promise<number> {
  const counter = new UpdateItemCommand({
    TableName: approvalsTable,
    Key: toKey(noteCountKey(executionId)),
    ...toUpdate({ initially: layout, add: { count: 1 } }),
    ReturnValues: "ALL_NEW",
  });
  const { Attributes = {} } = await retrying(() => client.send(counter));
  return number(Attributes, "count");
}

export async function listNotes(
  tables: Tables,
  executionId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Note>> {
  return takePage(inOrder(tables, executionId, fromCursor(cursor), limit + 1), limit);
}

export async function lastNotes(tables: Tables, executionId: string, limit: number): Promise<readonly Note[]> {
  const newest: Note[] = [];
  const items = stretch(tables, executionId, notePrefix, limit, true);
  for await (const item of items) if (newest.push(json<Note>(item, "note")) === limit) break;
  return newest.reverse();
}

async function* inOrder(
  tables: Tables,
  executionId: string,
  after: string | undefined,
  fetch: number,
): AsyncGenerator<Found<Note>> {
  const items = stretch(tables, executionId, after === undefined ? notePrefix : `${after} `, fetch);
  for await (const item of items) yield { sortKey: item.sk?.S ?? "", item: json<Note>(item, "note") };
}

function stretch(tables: Tables, executionId: string, from: string, fetch: number, newestFirst = false) {
  return read(tables, {
    table: tables.approvalsTable,
    partition: ["pk", noteCountKey(executionId).pk],
    where: "#sk BETWEEN :from AND :to",
    values: { from, to: `${notePrefix}~` },
    newestFirst,
    consistent: true,
    fetch,
  });
}
