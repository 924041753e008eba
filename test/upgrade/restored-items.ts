import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { openTables } from "../ports/dynamodb-tables.ts";
import { dumpItems, restoreItems, type StoredItems } from "./dynamodb-items.ts";
import type { Restored } from "./going-on.ts";

/** Today's stores over the items of before, in tables that go when they are closed. */
export async function restoredItems(
  client: DynamoDBClient,
  stored: StoredItems,
  lost: (after: StoredItems) => readonly string[] = () => [],
): Promise<Restored> {
  const tables = await openTables(client);
  await restoreItems(tables, stored);
  return {
    stores: dynamodbStores(tables),
    seeToTheRest: async () => {},
    losses: async () => lost(await dumpItems(tables)),
    close: tables.drop,
  };
}
