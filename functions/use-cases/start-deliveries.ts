import type { Destination } from "../core/destination.ts";
import { missed, newDelivery } from "../core/event-delivery.ts";
import type { DeliveredEvent } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";

/**
 * Has an event brought to some destinations, and notes for others that they missed it: a redelivery brings it. Safe to repeat: the same event to the same destination is one delivery,
 * and its body is the one that was kept first. What a crash leaves undone is found by the timers.
 */
export async function startDeliveries(
  deps: Pick<Deps, "deliveries" | "deliveryQueue" | "clock" | "crypto" | "settings">,
  event: DeliveredEvent,
  destinations: readonly Destination[],
  missedBy: readonly Destination[] = [],
): Promise<void> {
  if (destinations.length + missedBy.length === 0) return;
  const { deliveries, deliveryQueue, clock, crypto, settings } = deps;
  const { approvalRequestId } = event.data;
  const about = {
    approvalRequestId: event.sequence > 0 && typeof approvalRequestId === "string" ? approvalRequestId : null,
    createdAt: Date.parse(event.timestamp),
    dueAt: clock.now() + settings.deliveryGraceMs,
  };
  const toDelivery = (destination: Destination) => newDelivery(crypto.sha256, destination, event, about);
  const started = destinations.map(toDelivery);
  await deliveries.add(event, [...started, ...missedBy.map(toDelivery).map(missed)]);
  await Promise.all(started.map(({ destination, deliveryId }) => deliveryQueue.push({ destination, deliveryId }, 0)));
}
