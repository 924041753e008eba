import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { destinationKey } from "../../core/destination.ts";
import { deliveryIdAt, type EventDelivery } from "../../core/event-delivery.ts";
import type { DeliveredEvent, DeliveryQuery, DeliveryStore, DueDelivery } from "../../ports/delivery-store.ts";
import { dueIndex, ttlAttribute } from "../../schemas/tables.ts";
import { fromCursor } from "./cursor.ts";
import { attributesOf, duePartition, expiry, fromDueItem, keyOf } from "./delivery-items.ts";
import { type Item, json, layout, number, readable, text, toItem } from "./item.ts";
import { deliveredEventKey, deliveriesPartition, type Key, listShards, toKey } from "./keys.ts";
import { takePage } from "./page.ts";
import { merge, read } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

/** Writes at once: as many as the client keeps connections. */
const together = 50;

/** Deliveries are items of their destination's partition, in the order of time. */
export function dynamodbDeliveryStore(tables: Tables): DeliveryStore {
  const { client, approvalsTable: TableName } = tables;

  async function putOnce(values: Parameters<typeof toItem>[0]): Promise<void> {
    const put = new PutItemCommand({
      TableName,
      Item: toItem(values),
      ConditionExpression: "attribute_not_exists(pk)",
    });
    try {
      await retrying(() => client.send(put));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async function get(key: Key): Promise<Item | undefined> {
    const asked = { TableName, Key: toKey(key), ConsistentRead: true };
    return readable((await client.send(new GetItemCommand(asked))).Item);
  }

  return {
    loadEvent: async (eventId) => {
      const item = await get(deliveredEventKey(eventId));
      return item && json<DeliveredEvent>(item, "event");
    },
    add: async (event, deliveries) => {
      const ttl = expiry(Date.parse(event.timestamp));
      // Before its deliveries: none of them may ever find it missing.
      await putOnce({ ...deliveredEventKey(event.eventId), event: JSON.stringify(event), [ttlAttribute]: ttl });
      for (let from = 0; from < deliveries.length; from += together) {
        const piece = deliveries.slice(from, from + together);
        await Promise.all(piece.map((delivery) => putOnce({ ...keyOf(delivery), ...attributesOf(delivery) })));
      }
    },
    load: async (place) => {
      const item = await get(keyOf(place));
      return item && json<EventDelivery>(item, "delivery");
    },
    commit: async (before, after) => {
      const attributes = attributesOf(after);
      const condition = { condition: "#version = :known", where: { known: before.version } };
      const update = new UpdateItemCommand({
        TableName,
        Key: toKey(keyOf(before)),
        ...toUpdate({ set: { ...layout, ...attributes }, ...condition }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        await retrying(() => client.send(update));
        return "committed";
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Our own earlier success, whose answer was lost.
        return error.Item?.delivery?.S === attributes.delivery ? "committed" : "conflict";
      }
    },
    list: (query) => list(tables, query),
    due: (now, limit) => findDue(tables, now, limit),
  };
}

async function list(tables: Tables, { destination, status, from, to, cursor, limit }: DeliveryQuery) {
  const values = {
    from: deliveryIdAt(from ?? 0),
    to: fromCursor(cursor) ?? (to === undefined ? "dlv_~" : deliveryIdAt(to)),
  };
  const items = read(tables, {
    table: tables.approvalsTable,
    partition: ["pk", deliveriesPartition(destinationKey(destination))],
    where: "#sk BETWEEN :from AND :to",
    values,
    newestFirst: true,
    consistent: true,
    fetch: status === undefined ? limit + 2 : 500,
  });
  async function* found() {
    for await (const item of items)
      if (text(item, "sk") !== values.to)
        yield { sortKey: text(item, "sk"), item: json<EventDelivery>(item, "delivery") };
  }
  return takePage(found(), limit, (delivery) => status === undefined || delivery.status === status);
}

async function findDue(tables: Tables, now: number, limit: number): Promise<readonly DueDelivery[]> {
  const shards = Array.from({ length: listShards }, (_, shard) =>
    read(tables, {
      table: tables.approvalsTable,
      index: dueIndex.name,
      partition: [dueIndex.partition, duePartition(shard)],
      where: `#${dueIndex.sort} <= :now`,
      values: { now },
      fetch: limit,
    }),
  );
  const due: DueDelivery[] = [];
  for await (const item of merge(shards, (a, b) => number(a, dueIndex.sort) < number(b, dueIndex.sort))) {
    const one = fromDueItem(item);
    if (one && due.push(one) === limit) break;
  }
  return due;
}
