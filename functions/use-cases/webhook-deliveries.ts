import { canonicalJson } from "../core/canonical-json.ts";
import type { Destination } from "../core/destination.ts";
import type { EventDelivery, Sent } from "../core/event-delivery.ts";
import { attempted, disabled, type WebhookEndpoint } from "../core/webhook-endpoint.ts";
import type { DeliverySender } from "../ports/delivery-sender.ts";
import type { DeliveredEvent } from "../ports/delivery-store.ts";
import type { WebhookPost } from "../ports/webhook-post.ts";
import type { Deps } from "./deps.ts";
import { resumingType } from "./event-resumer.ts";
import { notificationsOf } from "./notifications.ts";
import { observe } from "./observe.ts";
import { startDeliveries } from "./start-deliveries.ts";
import { testEventType } from "./test-event.ts";

type Needs = Pick<Deps, "webhooks" | "audit" | "clock" | "crypto">;

/** Every endpoint, a page at a time. */
async function* everyEndpoint({ webhooks }: Pick<Deps, "webhooks">): AsyncGenerator<WebhookEndpoint> {
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page = await webhooks.list({ cursor, limit: 100 });
    yield* page.items;
    cursor = page.nextCursor;
  }
}

/**
 * Has an event brought to every enabled endpoint that wants its type, and to the reviewers whom it concerns; an endpoint
 * that the service itself turned off is noted to have missed it. One of a type that only a later version knows goes the
 * same way. Safe to repeat.
 */
export async function fanOut(
  deps: Parameters<typeof startDeliveries>[0] & Pick<Deps, "webhooks" | "approvals" | "reviewers" | "log">,
  event: DeliveredEvent,
): Promise<void> {
  if (event.type === resumingType) return;
  const wanting: Destination[] = [];
  const missing: Destination[] = [];
  for await (const { endpointId, enabled, disabledBecause, eventTypes } of everyEndpoint(deps)) {
    if (eventTypes !== null && !eventTypes.includes(event.type)) continue;
    if (enabled) wanting.push({ kind: "webhook", endpointId });
    else if (disabledBecause !== null) missing.push({ kind: "webhook", endpointId });
  }
  await startDeliveries(deps, event, [...wanting, ...(await notificationsOf(deps, event))], missing);
}

/** The same for every attempt at every endpoint: receivers know by it what they have had already. */
export function messageId({ sha256 }: Pick<Deps["crypto"], "sha256">, delivery: EventDelivery): string {
  const { approvalRequestId, sequence, eventId } = delivery;
  const subject = approvalRequestId === null ? [eventId] : [approvalRequestId, sequence];
  return `msg_${sha256(canonicalJson(subject)).slice(0, 32)}`;
}

/** Brings events to endpoints, and turns off those that are gone or take nothing for days. */
export function webhookSender(deps: Needs, post: WebhookPost): DeliverySender {
  return {
    send: async (delivery, event) => {
      const { destination } = delivery;
      const endpoint = destination.kind === "webhook" && (await deps.webhooks.find(destination.endpointId));
      if (!endpoint) return { outcome: "gone", reason: "the endpoint was removed" };
      if (!endpoint.enabled && event.type !== testEventType)
        return { outcome: "gone", reason: "the endpoint is turned off" };
      try {
        const sent = await post.post(endpoint, messageId(deps.crypto, delivery), JSON.stringify(event));
        await noteHealth(deps, endpoint, sent);
        return sent;
      } catch (cause) {
        await noteHealth(deps, endpoint, { outcome: "retry", reason: "" });
        throw cause;
      }
    },
  };
}

/** Where the endpoint is changed at this moment by somebody else, the next attempt notes as much. */
async function noteHealth(deps: Needs, endpoint: WebhookEndpoint, sent: Sent): Promise<void> {
  const { webhooks, clock } = deps;
  if (!endpoint.enabled) return;
  const now = clock.now();
  const after =
    sent.outcome === "gone"
      ? disabled(endpoint, "answered_410", now)
      : attempted(endpoint, sent.outcome === "delivered", now);
  if (!after || (await webhooks.commit(endpoint, after)) === "conflict") return;
  if (after.enabled) return;
  const detail = { endpointId: endpoint.endpointId, because: after.disabledBecause };
  await observe(deps, { type: "webhook.disabled", detail }, null);
}
