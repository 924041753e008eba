import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { type OpenTables, openTables } from "../ports/dynamodb-tables.ts";
import { type Messages, makeMessages } from "./make-messages.ts";
import { type HandedOut, makeUnderWay, stoppedAt } from "./under-way.ts";

export type Item = Record<string, AttributeValue>;

/** The items of both tables. */
export interface StoredItems {
  readonly approvals: readonly Item[];
  readonly audit: readonly Item[];
}

type TwoTables = Omit<OpenTables, "drop">;

export async function dumpItems({ client, approvalsTable, auditTable }: TwoTables): Promise<StoredItems> {
  const all = async (TableName: string) => {
    const pages = await Array.fromAsync(paginateScan({ client }, { TableName, ConsistentRead: true }));
    const keyOf = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;
    return pages.flatMap(({ Items = [] }) => Items.map(inOrder)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };
  return { approvals: await all(approvalsTable), audit: await all(auditTable) };
}

/** DynamoDB keeps no order of attributes; a file must not change for nothing. */
function inOrder(item: Item): Item {
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const batch = 25;

/** Writes the items as they are, past the adapter. */
export async function restoreItems(
  { client, approvalsTable, auditTable }: TwoTables,
  stored: StoredItems,
): Promise<void> {
  for (const [table, items] of [
    [approvalsTable, stored.approvals],
    [auditTable, stored.audit],
  ] as const)
    for (let from = 0; from < items.length; from += batch) {
      const puts = items.slice(from, from + batch).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
    }
}

export interface MadeItems {
  readonly stored: StoredItems;
  readonly handedOut: HandedOut;
  readonly messages: Messages;
}

/** The tables of a deployment that was stopped with something of everything under way, and what it sent last. */
export async function makeStoredItems(client: DynamoDBClient): Promise<MadeItems> {
  const tables = await openTables(client);
  try {
    const leaveToken = (id: string, token: string) => leaveWaitToken(tables, id, token);
    const stores = dynamodbStores(tables);
    const handedOut = await makeUnderWay({ stores, leaveToken });
    const stored = await dumpItems(tables);
    const streamed = stored.audit.find(({ pk, sk }) => pk?.S === "claim-changes" && sk?.S === "00000002");
    return { stored, handedOut, messages: await makeMessages(stores, streamed ?? {}) };
  } finally {
    await tables.drop();
  }
}

/** What the state machine's update writes. */
async function leaveWaitToken({ client, approvalsTable }: TwoTables, id: string, token: string): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: approvalsTable,
      Key: { pk: { S: `A#${id}` }, sk: { S: "STATE" } },
      UpdateExpression: "SET waitToken = :token, waitTokenGeneration = :generation, dueAt = :dueAt",
      ExpressionAttributeValues: {
        ":token": { S: token },
        ":generation": { N: "1" },
        ":dueAt": { N: String(stoppedAt) },
      },
    }),
  );
}
