import { after, describe, test } from "node:test";
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { createTables } from "../ports/create-tables.ts";
import { localClient, type OpenTables } from "../ports/dynamodb-tables.ts";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { startAwsDouble } from "./aws-double.ts";
import { restoreItems, type StoredItems } from "./dynamodb-items.ts";
import { readFixture, storedForms } from "./fixtures.ts";
import { loadHandlers } from "./handlers.ts";
import type { Messages } from "./make-messages.ts";
import { received } from "./messages-go-on.ts";
import { marked } from "./next-documents.ts";
import { itemsOfNext } from "./next-items.ts";

const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);

if (reason) {
  test("messages of an earlier version are understood", { skip: reason });
} else {
  const dynamodb = await startDynamoDbLocal();
  const aws = await startAwsDouble();
  const receiver = await startWebhookReceiver();
  const client = localClient(dynamodb.endpoint);
  const handlers = await loadHandlers(dynamodb.endpoint, aws.url);
  const tables = { client, approvalsTable: "approvals", auditTable: "audit" };
  after(async () => {
    client.destroy();
    receiver.stop();
    await aws.stop();
    await dynamodb.stop();
  });

  const understood = (title: string, stored: StoredItems, messages: Messages) =>
    describe(title, () => {
      for (const [name, check] of Object.entries(received))
        test(name, async (t) => {
          await createTables(client, tables.approvalsTable, tables.auditTable);
          t.after(() => drop(tables));
          await restoreItems(tables, redirected(stored, receiver.url));
          aws.take();
          receiver.told.splice(0);
          const posted = () => receiver.told.map(({ event }) => event);
          await check({ handlers, messages, stores: dynamodbStores(tables), client, take: aws.take, posted });
        });
    });

  for (const form of storedForms()) {
    const stored = readFixture<StoredItems>(form, "dynamodb");
    const messages = readFixture<Messages>(form, "messages");
    understood(`F13 messages of form ${form} are understood`, stored, messages);
    const next = `F13 messages of the version after form ${form} are understood, whatever it has added to them`;
    understood(next, itemsOfNext(stored), added(messages));
  }
}

async function drop({ client, approvalsTable, auditTable }: Omit<OpenTables, "drop">): Promise<void> {
  for (const TableName of [approvalsTable, auditTable]) await client.send(new DeleteTableCommand({ TableName }));
}

/** The same items, with the endpoint for everything at another address: nothing is sent off this machine. */
function redirected({ approvals, audit }: StoredItems, url: string): StoredItems {
  const moved = approvals.map((item) => {
    const { S: endpoint } = item.endpoint ?? {};
    return endpoint ? { ...item, endpoint: { S: endpoint.replace("https://hooks.example.com/all", url) } } : item;
  });
  return { approvals: moved, audit };
}

/** Fields that only the next version knows, in everything that it sends. The definition of a wait is no message. */
function added({ waitDefinition, waitInput, streamed, published, queued }: Messages): Messages {
  const bodies = Object.entries(queued).map(([name, body]) => [name, marked(body)]);
  const entry = JSON.stringify(marked(JSON.parse(streamed.entry?.S ?? "")));
  return {
    ...{ waitDefinition, waitInput: marked(waitInput), queued: Object.fromEntries(bodies) },
    streamed: { ...streamed, entry: { S: entry }, fromNext: { BOOL: true } },
    published: { ...marked(published), detail: marked(published.detail) },
  };
}
