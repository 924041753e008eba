import type { Destination } from "../core/destination.ts";
import { type EventDelivery, reopened } from "../core/event-delivery.ts";
import type { DeliveryPlace, DeliveryQuery } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "deliveries" | "deliveryQueue" | "clock" | "settings">;

/** Has one event delivered again, under the same `webhook-id`; one that is under way goes on as it is. */
export async function redeliver(deps: Needs, place: DeliveryPlace): Promise<EventDelivery | undefined> {
  const { deliveries, deliveryQueue, clock, settings } = deps;
  for (;;) {
    const delivery = await deliveries.load(place);
    const now = clock.now();
    const again = delivery && reopened(delivery, now);
    if (!again) return delivery;
    const queued = { ...again, dueAt: now + settings.deliveryGraceMs };
    if ((await deliveries.commit(delivery, queued)) === "conflict") continue;
    await deliveryQueue.push({ destination: place.destination, deliveryId: place.deliveryId }, 0);
    return queued;
  }
}

export interface Redelivered {
  readonly queued: number;
  /** Where to go on; null when everything that was asked for is queued. */
  readonly nextCursor: string | null;
}

/** As many deliveries as one request has the time for. */
const batch = 100;
/** At once. */
const together = 20;

/** Has everything delivered again that a query finds, a stretch at a time. */
export async function redeliverAll(
  deps: Needs,
  destination: Destination,
  query: Pick<DeliveryQuery, "from" | "to" | "status" | "cursor">,
): Promise<Redelivered> {
  const { items, nextCursor } = await deps.deliveries.list({ ...query, destination, limit: batch });
  const ended = items.filter(({ status }) => status !== "pending");
  for (let from = 0; from < ended.length; from += together)
    await Promise.all(ended.slice(from, from + together).map((delivery) => redeliver(deps, delivery)));
  return { queued: ended.length, nextCursor };
}
