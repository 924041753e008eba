import type { EventDelivery } from "../core/event-delivery.ts";
import { toUtc } from "../core/instant.ts";
import { signatureVersions, type WebhookEndpoint } from "../core/webhook-endpoint.ts";

const orNull = (at: number | null | undefined) => (at === null || at === undefined ? null : toUtc(at));

/** An endpoint on the wire, without its secrets. */
export function presentWebhook(endpoint: WebhookEndpoint, now: number) {
  const { endpointId, url, eventTypes, description, signatures, enabled, disabledBecause, failing, secrets } = endpoint;
  const overlaps = secrets.flatMap(({ until }) => (until !== null && until > now ? [until] : []));
  return {
    webhookId: endpointId,
    ...{ url, description, enabled, disabledBecause },
    eventTypes: eventTypes === null ? null : [...eventTypes],
    // Only those of this version: a newer one may know more.
    signatures: signatures.filter((one) => signatureVersions.includes(one)),
    failingSince: orNull(failing?.since),
    previousSecretUntil: overlaps.length > 0 ? toUtc(Math.max(...overlaps)) : null,
    createdAt: toUtc(endpoint.createdAt),
    updatedAt: toUtc(endpoint.updatedAt),
  };
}

export function presentDelivery(delivery: EventDelivery) {
  const { deliveryId, eventId, type, approvalRequestId, sequence, status, attempts, notBefore, createdAt } = delivery;
  return {
    ...{ deliveryId, eventId, type, approvalRequestId, sequence, status },
    createdAt: toUtc(createdAt),
    nextAttemptAt: status === "pending" ? toUtc(notBefore) : null,
    attempts: attempts.map(({ at, tookMs, outcome, responseStatus, reason }) => ({
      at: toUtc(at),
      latencyMs: tookMs,
      ...{ outcome, responseStatus, reason },
    })),
  };
}
