import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { localClient } from "../ports/dynamodb-tables.ts";
import { makeStoredItems, type StoredItems } from "./dynamodb-items.ts";
import { readFixture, storedForms } from "./fixtures.ts";
import { goesOn } from "./going-on.ts";
import type { Messages } from "./make-messages.ts";
import { itemsOfNext, lostItems } from "./next-items.ts";
import { restoredItems } from "./restored-items.ts";
import { shapeOfItems, shapeOfMessages } from "./shape.ts";
import type { HandedOut } from "./under-way.ts";
import { waitsForNext } from "./waits-for-next.ts";

const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);

if (reason) {
  test("what was under way on DynamoDB goes on", { skip: reason });
} else {
  const { endpoint, stop } = await startDynamoDbLocal();
  const client = localClient(endpoint);
  after(async () => {
    client.destroy();
    await stop();
  });

  for (const form of storedForms()) {
    const stored = readFixture<StoredItems>(form, "dynamodb");
    const handedOut = readFixture<HandedOut>(form, "handed-out");
    goesOn(`F13 what form ${form} left under way on DynamoDB goes on`, {
      handedOut,
      restore: () => restoredItems(client, stored),
    });
    const next = itemsOfNext(stored);
    const restoreNext = () => restoredItems(client, next, (now) => lostItems(next, now));
    goesOn(`F13 after the next version, what form ${form} left on DynamoDB goes on, and loses nothing of the next`, {
      handedOut,
      restore: restoreNext,
    });
    waitsForNext(`F13 what only the next version knows waits for it on DynamoDB, form ${form}`, restoreNext);
  }

  test("F13 what is stored on DynamoDB, and sent on AWS, has the newest form that is kept: npm run fixtures keeps the next one", async () => {
    const newest = storedForms().at(-1) ?? assert.fail("no form is kept");
    const { stored, messages } = await makeStoredItems(client);
    assert.deepEqual(shapeOfItems(stored), shapeOfItems(readFixture<StoredItems>(newest, "dynamodb")));
    assert.deepEqual(shapeOfMessages(messages), shapeOfMessages(readFixture<Messages>(newest, "messages")));
  });
}
