import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { dynamodbFaults } from "./dynamodb-faults.ts";
import { dynamodbItems } from "./dynamodb-items.ts";
import { localClient, openStores } from "./dynamodb-tables.ts";
import { storeContract } from "./store-contract.ts";

const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);

if (reason) {
  test("stores on DynamoDB", { skip: reason });
} else {
  const { endpoint, stop } = await startDynamoDbLocal();
  const client = localClient(endpoint);
  const { watched, seen } = watchedClient(endpoint);
  after(async () => {
    client.destroy();
    watched.destroy();
    await stop();
  });
  storeContract("stores on DynamoDB", { open: () => openStores(watched), raceRounds: 24 });
  dynamodbItems(client);
  dynamodbFaults(client);

  test("no request scans a table: each command reads or writes by keys", () => {
    const ofTests = ["CreateTableCommand", "DeleteItemCommand", "DeleteTableCommand"];
    assert.deepEqual([...seen].filter((name) => !ofTests.includes(name)).toSorted(), [
      "BatchGetItemCommand",
      "GetItemCommand",
      "PutItemCommand",
      "QueryCommand",
      "TransactWriteItemsCommand",
      "UpdateItemCommand",
    ]);
  });
}

/** A client that remembers the commands that it was given. */
function watchedClient(endpoint: string) {
  const watched = localClient(endpoint);
  const seen = new Set<string>();
  watched.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        seen.add(commandName);
        return next(args);
      },
    { step: "initialize" },
  );
  return { watched, seen };
}
