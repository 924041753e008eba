import { destinationKey, toDestination } from "../../core/destination.ts";
import type { EventDelivery } from "../../core/event-delivery.ts";
import { type DeliveryPlace, type DueDelivery, deliveriesKeptDays } from "../../ports/delivery-store.ts";
import { dueIndex, ttlAttribute } from "../../schemas/tables.ts";
import { type Item, number, text } from "./item.ts";
import { deliveriesPartition, deliveryKey, type Key, listShards, shardOf } from "./keys.ts";

/** When an item of an event of this instant, in epoch milliseconds, may go: epoch seconds. */
export function expiry(at: number): number {
  return Math.ceil(at / 1000) + deliveriesKeptDays * 86_400;
}

export function keyOf({ destination, deliveryId }: DeliveryPlace): Key {
  return deliveryKey(destinationKey(destination), deliveryId);
}

export const duePartition = (shard: number) => `deliveries#${shard}`;

/** Everything of the item but its key. */
export function attributesOf(delivery: EventDelivery) {
  const { deliveryId, version, dueAt, createdAt, notBefore } = delivery;
  return {
    version,
    delivery: JSON.stringify(delivery),
    [dueIndex.sort]: dueAt,
    [dueIndex.partition]: dueAt === null ? null : duePartition(shardOf(deliveryId, listShards)),
    [ttlAttribute]: expiry(Math.max(createdAt, notBefore)),
  };
}

/** What the index of what is due says, which projects keys alone; undefined for what this version cannot deliver. */
export function fromDueItem(item: Item): DueDelivery | undefined {
  const destination = toDestination(text(item, "pk").slice(deliveriesPartition("").length));
  return destination && { destination, deliveryId: text(item, "sk"), dueAt: number(item, dueIndex.sort) };
}
