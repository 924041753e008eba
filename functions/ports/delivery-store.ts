import type { Destination } from "../core/destination.ts";
import type { DeliveryStatus, EventDelivery } from "../core/event-delivery.ts";
import type { Page, PageRequest } from "./page.ts";

/** An event as its receivers get it: this very object is the body. */
export interface DeliveredEvent {
  readonly eventId: string;
  readonly type: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DeliveryQuery extends PageRequest {
  readonly destination: Destination;
  readonly status?: DeliveryStatus;
  /** Epoch milliseconds of the event, inclusive. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
}

export interface DeliveryPlace {
  readonly destination: Destination;
  readonly deliveryId: string;
}

export interface DueDelivery extends DeliveryPlace {
  readonly dueAt: number;
}

/** Days for which events and their deliveries are kept. */
export const deliveriesKeptDays = 30;

/** Keeps what is on its way to destinations, and what became of it, for 30 days. */
export interface DeliveryStore {
  loadEvent(eventId: string): Promise<DeliveredEvent | undefined>;
  /** Keeps an event and adds deliveries of it; whatever of these is there already stays as it is. */
  add(event: DeliveredEvent, deliveries: readonly EventDelivery[]): Promise<void>;
  /** The newest state. */
  load(place: DeliveryPlace): Promise<EventDelivery | undefined>;
  /** Provided that the delivery is still `before`. */
  commit(before: EventDelivery, after: EventDelivery): Promise<"committed" | "conflict">;
  /** Newest event first. */
  list(query: DeliveryQuery): Promise<Page<EventDelivery>>;
  /** Those whose `dueAt` has come, the longest overdue first. */
  due(now: number, limit: number): Promise<readonly DueDelivery[]>;
}
