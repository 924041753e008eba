import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { WebhookEndpoint } from "../../core/webhook-endpoint.ts";
import type { WebhookStore } from "../../ports/webhook-store.ts";
import { ttlAttribute, webhooksPartition } from "../../schemas/tables.ts";
import { fromCursor } from "./cursor.ts";
import { type Item, json, number, readable, text, toItem } from "./item.ts";
import { toKey, webhookKey } from "./keys.ts";
import { takePage } from "./page.ts";
import { read } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { type Edit, toUpdate } from "./update.ts";

/**
 * Endpoints are items of one partition, since they are few. Functions may delete nothing: what is removed loses its
 * content at once, and the rest of the item by its time to live.
 */
export function dynamodbWebhookStore(tables: Tables): WebhookStore {
  const { client, approvalsTable: TableName } = tables;

  return {
    add: async (endpoint) => {
      const Item = toItem({ ...webhookKey(endpoint.endpointId), ...attributes(endpoint) });
      const free = { ConditionExpression: "attribute_not_exists(#e)", ExpressionAttributeNames: { "#e": "endpoint" } };
      const put = new PutItemCommand({ TableName, Item, ...free, ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
      return (await written(endpoint, () => client.send(put))) ? "added" : "duplicate";
    },
    find: async (endpointId) => {
      const asked = { TableName, Key: toKey(webhookKey(endpointId)), ConsistentRead: true };
      const item = readable((await client.send(new GetItemCommand(asked))).Item);
      return item?.endpoint && toEndpoint(item);
    },
    list: async ({ cursor, limit }) => {
      const after = fromCursor(cursor);
      const items = read(tables, {
        table: TableName,
        partition: ["pk", webhooksPartition],
        ...(after !== undefined && { where: "#sk > :after", values: { after } }),
        consistent: true,
        fetch: limit + 1,
      });
      return takePage(present(items), limit);
    },
    commit: async (before, after) => {
      const change = {
        condition: "#version = :known AND attribute_exists(#endpoint)",
        where: { known: before.version },
      };
      const update = edit(before.endpointId, { set: attributes(after), ...change });
      return (await written(after, () => client.send(update))) ? "committed" : "conflict";
    },
    remove: async (endpointId, now) => {
      const set = { endpoint: null, [ttlAttribute]: Math.ceil(now / 1000) };
      const update = edit(endpointId, { set, condition: "attribute_exists(#endpoint)" });
      return (await written(undefined, () => client.send(update))) ? "removed" : "not_found";
    },
  };

  function edit(endpointId: string, change: Edit): UpdateItemCommand {
    const Key = toKey(webhookKey(endpointId));
    return new UpdateItemCommand({
      TableName,
      Key,
      ...toUpdate(change),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  }
}

function attributes(endpoint: WebhookEndpoint) {
  return { version: endpoint.version, endpoint: JSON.stringify(endpoint) };
}

function toEndpoint(item: Item): WebhookEndpoint {
  return { ...json<WebhookEndpoint>(item, "endpoint"), version: number(item, "version") };
}

async function* present(items: AsyncIterable<Item>) {
  for await (const item of items)
    if (readable(item)?.endpoint) yield { sortKey: text(item, "sk"), item: toEndpoint(item) };
}

/** Whether a conditional write was made: now, or by an earlier attempt whose answer was lost. */
async function written(endpoint: WebhookEndpoint | undefined, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await retrying(write);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return endpoint !== undefined && error.Item?.endpoint?.S === attributes(endpoint).endpoint;
  }
}
