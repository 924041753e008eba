import type { Destination } from "../core/destination.ts";
import type { EventDelivery, Sent } from "../core/event-delivery.ts";
import type { DeliveredEvent, DeliveryPlace } from "./delivery-store.ts";

/** Brings an event to destinations of one kind. Throws when nobody can know whether it arrived: it is tried again. */
export interface DeliverySender {
  send(delivery: EventDelivery, event: DeliveredEvent): Promise<Sent>;
}

export type DeliverySenders = Readonly<Partial<Record<Destination["kind"], DeliverySender>>>;

/** Has an attempt made, soon or after some milliseconds, by somebody who can take their time. At least once. */
export interface DeliveryQueue {
  push(place: DeliveryPlace, delayMs: number): Promise<void>;
}
