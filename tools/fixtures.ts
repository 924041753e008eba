import { isDeepStrictEqual } from "node:util";
import { localClient } from "../test/ports/dynamodb-tables.ts";
import { makeStoredItems, type StoredItems } from "../test/upgrade/dynamodb-items.ts";
import { readFixture, storedForms, writeNextFixture } from "../test/upgrade/fixtures.ts";
import type { Messages } from "../test/upgrade/make-messages.ts";
import { shapeOfFile, shapeOfItems, shapeOfMessages } from "../test/upgrade/shape.ts";
import type { StoredFile } from "../test/upgrade/sqlite-file.ts";
import { makeStoredFile } from "../test/upgrade/sqlite-place.ts";
import { startDynamoDbLocal } from "./dynamodb-local.ts";

// `npm run fixtures`: keeps what today's program stores as a form of its own, which every later program must go on with.
// It does so only when that form is new, and never changes one that is kept: docs/adr/0016.
const { endpoint, stop } = await startDynamoDbLocal();
const client = localClient(endpoint);
try {
  const file = await makeStoredFile();
  const items = await makeStoredItems(client);
  const newest = storedForms().at(-1);
  const known =
    newest !== undefined &&
    isDeepStrictEqual(shapeOfFile(file.stored), shapeOfFile(readFixture<StoredFile>(newest, "sqlite"))) &&
    isDeepStrictEqual(shapeOfItems(items.stored), shapeOfItems(readFixture<StoredItems>(newest, "dynamodb"))) &&
    isDeepStrictEqual(shapeOfMessages(items.messages), shapeOfMessages(readFixture<Messages>(newest, "messages")));
  if (!isDeepStrictEqual(file.handedOut, items.handedOut)) throw new Error("the stores hand out different things");
  const { handedOut, messages } = items;
  if (known) console.log(`form ${newest} is what this program stores: nothing is written`);
  else {
    const files = { sqlite: file.stored, dynamodb: items.stored, messages, "handed-out": handedOut };
    console.log(`wrote ${writeNextFixture(files)}`);
  }
} finally {
  client.destroy();
  await stop();
}
