import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { ApiKey, ApiKeyStore } from "../../ports/api-key-store.ts";
import { type Item, number, readable, text, toItem } from "./item.ts";
import { apiKeyKey, apiKeysPartition, toKey } from "./keys.ts";
import { read } from "./query.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

export function dynamodbApiKeyStore(tables: Tables): ApiKeyStore {
  const { client, approvalsTable: TableName } = tables;
  return {
    add: (key) => {
      const Item = toItem({ ...apiKeyKey(key.prefix), ...key });
      return whether("added", "duplicate", () =>
        client.send(new PutItemCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" })),
      );
    },
    find: async (prefix) => {
      const asked = { TableName, Key: toKey(apiKeyKey(prefix)), ConsistentRead: true };
      const item = readable((await client.send(new GetItemCommand(asked))).Item);
      return item && fromItem(item);
    },
    list: async () => {
      const items = read(tables, {
        table: TableName,
        partition: ["pk", apiKeysPartition],
        consistent: true,
        fetch: 500,
      });
      const keys = (await Array.fromAsync(items)).map(fromItem);
      return keys.sort((a, b) => b.createdAt - a.createdAt || (a.prefix < b.prefix ? 1 : -1));
    },
    revoke: (prefix, at) => {
      const edit = toUpdate({ initially: { revokedAt: at }, condition: "attribute_exists(#pk)" });
      return whether("revoked", "not_found", () =>
        client.send(new UpdateItemCommand({ TableName, Key: toKey(apiKeyKey(prefix)), ...edit })),
      );
    },
  };
}

function fromItem(item: Item): ApiKey {
  return {
    prefix: text(item, "prefix"),
    keyHash: text(item, "keyHash"),
    agent: item.agent ? text(item, "agent") : null,
    description: text(item, "description"),
    createdAt: number(item, "createdAt"),
    revokedAt: item.revokedAt ? number(item, "revokedAt") : null,
  };
}

/** Runs a conditional write and says whether the condition held. */
async function whether<Yes, No>(yes: Yes, no: No, write: () => Promise<unknown>): Promise<Yes | No> {
  try {
    await write();
    return yes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return no;
    throw error;
  }
}
