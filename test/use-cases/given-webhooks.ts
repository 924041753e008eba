import type { Sent } from "../../functions/core/event-delivery.ts";
import type { WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import type { DeliveryPlace } from "../../functions/ports/delivery-store.ts";
import { attemptDelivery } from "../../functions/use-cases/attempt-delivery.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { sweepDeliveries } from "../../functions/use-cases/sweep-deliveries.ts";
import { fanOut, webhookSender } from "../../functions/use-cases/webhook-deliveries.ts";
import { webhook } from "../api/given-webhook.ts";
import { givenDeps } from "./given-deps.ts";

export interface Post {
  readonly endpointId: string;
  readonly messageId: string;
  readonly body: string;
  readonly at: number;
}

/**
 * A deployment whose events go to webhooks. What is posted is written down; what comes of it is `answers`' to say. The
 * queue keeps what must wait, up to 15 minutes, until its time has come and `drain` is called; longer waits are the
 * sweep's.
 */
export function givenWebhooks(own: Partial<Deps> = {}) {
  const posts: Post[] = [];
  let queued: { readonly place: DeliveryPlace; readonly at: number }[] = [];
  let answer: (post: Post) => Sent | Error = () => ({ outcome: "delivered", responseStatus: 200 });
  const given = givenDeps({
    deliveryQueue: {
      push: async (place, delayMs) => void queued.push({ place, at: given.time.now + delayMs }),
    },
    publisher: { publish: (event) => fanOut(deps, event) },
    ...own,
  });
  const base = given.deps;
  const sender = webhookSender(base, {
    post: async ({ endpointId }, messageId, body) => {
      const post = { endpointId, messageId, body, at: given.time.now };
      posts.push(post);
      const sent = answer(post);
      if (sent instanceof Error) throw sent;
      return sent;
    },
  });
  const deps: Deps = { ...base, senders: { webhook: sender } };

  /** Makes every attempt whose time in the queue has come, and what these lead to. */
  async function drain(): Promise<void> {
    for (;;) {
      const ripe = queued.filter(({ at }) => at <= given.time.now);
      if (ripe.length === 0) return;
      queued = queued.filter(({ at }) => at > given.time.now);
      for (const { place } of ripe) await attemptDelivery(deps, place);
    }
  }

  return {
    ...given,
    deps,
    posts,
    drain,
    addEndpoint: async (endpointId: string, changes: Partial<WebhookEndpoint> = {}) => {
      await deps.webhooks.add({ ...webhook, endpointId, ...changes });
    },
    answers: (next: typeof answer) => {
      answer = next;
    },
    /** What a crash does to a queue in memory, and a lost message to any. */
    loseQueue: () => {
      queued = [];
    },
    queueLength: () => queued.length,
    /** Moves the clock on in steps, sweeping once a step, as a deployment does each minute. */
    pass: async (ms: number, stepMs = 60_000) => {
      for (const until = given.time.now + ms; given.time.now < until; ) {
        given.time.now += stepMs;
        await sweepDeliveries(deps);
        await drain();
      }
    },
    deliveriesTo: async (endpointId: string) =>
      (await deps.deliveries.list({ destination: { kind: "webhook", endpointId }, cursor: null, limit: 100 })).items,
    entriesOf: async (type: "webhook.disabled" | "delivery.given_up") =>
      (await deps.audit.query({ type, cursor: null, limit: 100 })).items.map(({ entry }) => entry),
  };
}
