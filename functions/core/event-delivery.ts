import { type Destination, destinationKey } from "./destination.ts";
import type { Sha256 } from "./digest.ts";
import { jitter, maxDeliveryAttempts, retryDelayMs } from "./retry-schedule.ts";

/** `failed`: given up; only a redelivery tries again. */
export const deliveryStatuses = ["pending", "succeeded", "failed"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What came of one attempt. `gone`: there is nobody to bring it to any more. */
export type Sent =
  | { readonly outcome: "delivered"; readonly responseStatus?: number }
  | { readonly outcome: "gone"; readonly reason: string; readonly responseStatus?: number }
  | {
      readonly outcome: "retry";
      readonly reason: string;
      readonly responseStatus?: number;
      /** Milliseconds for which the receiver asks to be left alone. */
      readonly retryAfterMs?: number;
    };

export interface DeliveryAttempt {
  readonly at: number;
  readonly tookMs: number;
  readonly outcome: Sent["outcome"];
  readonly responseStatus: number | null;
  readonly reason: string | null;
}

/** One event on its way to one destination. */
export interface EventDelivery {
  /** Sorts by the time of the event. */
  readonly deliveryId: string;
  readonly destination: Destination;
  readonly eventId: string;
  readonly type: string;
  /** Null for what concerns no approval. */
  readonly approvalRequestId: string | null;
  readonly sequence: number;
  readonly status: DeliveryStatus;
  /** The newest ones, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Which delivery of the event this is: raised by each redelivery. */
  readonly round: number;
  /** Attempts of this round. */
  readonly tried: number;
  /** Nobody may try before: the next attempt's time, or until when somebody is at it. */
  readonly notBefore: number;
  /** When the timers look at it; null for never. */
  readonly dueAt: number | null;
  readonly createdAt: number;
  readonly version: number;
}

/** What is delivered, as far as its deliveries must know it. */
export interface DeliverableEvent {
  readonly eventId: string;
  readonly type: string;
  readonly sequence: number;
}

const keptAttempts = 20;

/** The same event for the same destination is the same delivery, however often it is thought of. */
export function newDelivery(
  sha256: Sha256,
  destination: Destination,
  { eventId, type, sequence }: DeliverableEvent,
  of: { readonly approvalRequestId: string | null; readonly createdAt: number; readonly dueAt: number },
): EventDelivery {
  const { approvalRequestId, createdAt, dueAt } = of;
  return {
    deliveryId: deliveryIdAt(createdAt) + sha256(`${destinationKey(destination)} ${eventId}`).slice(0, 20),
    destination,
    ...{ eventId, type, approvalRequestId, sequence },
    status: "pending",
    attempts: [],
    round: 1,
    tried: 0,
    notBefore: createdAt,
    dueAt,
    createdAt,
    version: 1,
  };
}

/** What the ids of all deliveries of events of this instant begin with; those of earlier ones sort before it. */
export function deliveryIdAt(at: number): string {
  return `dlv_${String(at).padStart(14, "0")}_`;
}

/** The delivery as it is while somebody tries; undefined when nobody may try now. */
export function taken(delivery: EventDelivery, now: number, until: number): EventDelivery | undefined {
  if (delivery.status !== "pending" || delivery.notBefore > now) return undefined;
  return { ...delivery, notBefore: until, dueAt: until, version: delivery.version + 1 };
}

/** A delivery that nobody tries to make. */
export function missed(delivery: EventDelivery): EventDelivery {
  return { ...delivery, status: "failed", dueAt: null };
}

/** How long an attempt may ask for the next one to wait. */
const longestWaitMs = 24 * 3_600_000;

/** The delivery after an attempt: over, or waiting for the next one. `reason` says why it was given up. */
export function settled(sha256: Sha256, delivery: EventDelivery, sent: Sent, startedAt: number, now: number) {
  const { outcome, responseStatus = null } = sent;
  const reason = sent.outcome === "delivered" ? null : sent.reason;
  const attempt = { at: startedAt, tookMs: now - startedAt, outcome, responseStatus, reason };
  const tried = delivery.tried + 1;
  const after = {
    ...delivery,
    attempts: [...delivery.attempts, attempt].slice(-keptAttempts),
    tried,
    version: delivery.version + 1,
  };
  if (sent.outcome === "delivered") return ended(after, "succeeded", now);
  if (sent.outcome === "gone" || tried >= maxDeliveryAttempts) return ended(after, "failed", now);
  const delayMs = retryDelayMs(tried, jitter(sha256(`${delivery.deliveryId} ${delivery.round} ${tried}`)));
  const asked = Math.min(sent.retryAfterMs ?? 0, longestWaitMs);
  const notBefore = now + Math.max(delayMs, asked);
  return { ...after, notBefore, dueAt: notBefore };
}

function ended(delivery: EventDelivery, status: "succeeded" | "failed", now: number): EventDelivery {
  return { ...delivery, status, notBefore: now, dueAt: null };
}

/** A delivery that is made again from the first attempt on, whatever became of it; undefined for one under way. */
export function reopened(delivery: EventDelivery, now: number): EventDelivery | undefined {
  if (delivery.status === "pending") return undefined;
  const { round, version } = delivery;
  return {
    ...delivery,
    status: "pending",
    round: round + 1,
    tried: 0,
    notBefore: now,
    dueAt: now,
    version: version + 1,
  };
}

/** The same delivery, which the timers look at at another time. */
export function rescheduled(delivery: EventDelivery, dueAt: number): EventDelivery {
  return { ...delivery, dueAt, version: delivery.version + 1 };
}
