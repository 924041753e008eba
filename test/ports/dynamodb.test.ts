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
  after(async () => {
    client.destroy();
    await stop();
  });
  storeContract("stores on DynamoDB", { open: () => openStores(client), raceRounds: 24 });
  dynamodbItems(client);
  dynamodbFaults(client);
}
