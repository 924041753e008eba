import { destinationKey } from "../../core/destination.ts";
import type { EventDelivery } from "../../core/event-delivery.ts";
import type { DeliveredEvent, DeliveryPlace, DeliveryStore } from "../../ports/delivery-store.ts";
import { type MemoryState, parse } from "./memory-state.ts";
import { pageOf } from "./paging.ts";

const keyOf = ({ destination, deliveryId }: DeliveryPlace) => `${destinationKey(destination)} ${deliveryId}`;

export function memoryDeliveryStore({ deliveries, deliveredEvents }: MemoryState): DeliveryStore {
  const load = (key: string) => parse<EventDelivery>(deliveries.get(key));
  const all = () => [...deliveries.keys()].flatMap((key) => load(key) ?? []);
  return {
    loadEvent: async (eventId) => parse<DeliveredEvent>(deliveredEvents.get(eventId)),
    add: async (event, added) => {
      if (!deliveredEvents.has(event.eventId)) deliveredEvents.set(event.eventId, JSON.stringify(event));
      for (const delivery of added)
        if (!deliveries.has(keyOf(delivery))) deliveries.set(keyOf(delivery), JSON.stringify(delivery));
    },
    load: async (place) => load(keyOf(place)),
    commit: async (before, after) => {
      if (load(keyOf(before))?.version !== before.version) return "conflict";
      deliveries.set(keyOf(after), JSON.stringify(after));
      return "committed";
    },
    list: async ({ destination, status, from = 0, to = Number.POSITIVE_INFINITY, ...page }) => {
      const wanted = all().filter(
        (delivery) =>
          destinationKey(delivery.destination) === destinationKey(destination) &&
          (status === undefined || delivery.status === status) &&
          delivery.createdAt >= from &&
          delivery.createdAt < to,
      );
      return pageOf(wanted, "falling", ({ deliveryId }) => deliveryId, page);
    },
    due: async (now, limit) =>
      all()
        .flatMap(({ destination, deliveryId, dueAt }) =>
          dueAt !== null && dueAt <= now ? [{ destination, deliveryId, dueAt }] : [],
        )
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit),
  };
}
