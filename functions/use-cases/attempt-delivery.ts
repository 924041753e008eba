import { destinationName } from "../core/destination.ts";
import { digest } from "../core/digest.ts";
import { type EventDelivery, type Sent, settled, taken } from "../core/event-delivery.ts";
import type { DeliveryPlace } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";

type Needs = Pick<Deps, "deliveries" | "deliveryQueue" | "senders" | "audit" | "clock" | "crypto" | "settings" | "log">;

/** What came of it; undefined when somebody else is at it, it is over, or its time has not come. */
export type AttemptedDelivery = EventDelivery | undefined;

/**
 * Makes the next attempt at a delivery, if one may be made now, and records what came of it. Safe to repeat, and at the
 * same time: one attempt is made at a time. One that is cut short does not count, and is made again when its time is up.
 *
 * @throws when the stores fail
 */
export async function attemptDelivery(deps: Needs, place: DeliveryPlace): Promise<AttemptedDelivery> {
  const { deliveries, clock, crypto, settings } = deps;
  const delivery = await deliveries.load(place);
  const startedAt = clock.now();
  const held = delivery && taken(delivery, startedAt, startedAt + settings.deliveryLeaseMs);
  if (!held || (await deliveries.commit(delivery, held)) === "conflict") return undefined;
  const sent = await send(deps, held);
  const after = settled(crypto.sha256, held, sent, startedAt, clock.now());
  if (after.status === "failed") await recordGivenUp(deps, after);
  const next = after.status === "pending" ? await queueNext(deps, after) : after;
  // A conflict means that the attempt took longer than it was given, and that another one is under way or over.
  return (await deliveries.commit(held, next)) === "committed" ? next : undefined;
}

async function send({ deliveries, senders, log }: Needs, delivery: EventDelivery): Promise<Sent> {
  const { deliveryId, destination, eventId } = delivery;
  const sender = senders[destination.kind];
  if (!sender) return { outcome: "gone", reason: `this deployment cannot deliver to a ${destination.kind}` };
  const event = await deliveries.loadEvent(eventId);
  if (!event) return { outcome: "gone", reason: "the event is no longer kept" };
  try {
    return await sender.send(delivery, event);
  } catch (cause) {
    log.info("a delivery did not arrive", { deliveryId, destination: destinationName(destination), cause });
    return { outcome: "retry", reason: nameOf(cause) };
  }
}

/** Never the message: it may quote an address or what was received. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}

/** A queue that can keep the next attempt until its time does so, and the timers look later whether it was made. */
async function queueNext({ deliveryQueue, clock, settings }: Needs, delivery: EventDelivery): Promise<EventDelivery> {
  const { destination, deliveryId, notBefore } = delivery;
  const delayMs = notBefore - clock.now();
  if (delayMs > settings.longestQueueDelayMs) return delivery;
  await deliveryQueue.push({ destination, deliveryId }, delayMs);
  return { ...delivery, dueAt: notBefore + settings.deliveryGraceMs };
}

async function recordGivenUp(deps: Needs, delivery: EventDelivery): Promise<void> {
  const { deliveryId, destination, round, type, tried, attempts, approvalRequestId } = delivery;
  const last = attempts.at(-1);
  const detail = {
    deliveryId,
    destination: destinationName(destination),
    type,
    attempts: tried,
    reason: last?.reason ?? null,
  };
  const eventId = digest(deps.crypto.sha256, ["delivery.given_up", deliveryId, round]);
  const about = destination.kind === "channel" ? { reviewers: [destination.reviewer] } : {};
  await observe(deps, { type: "delivery.given_up", eventId, approvalRequestId, detail, ...about }, null);
}
