import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import type { ResumeTarget } from "../../functions/core/approval.ts";
import type { Sent } from "../../functions/core/event-delivery.ts";
import type { WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import type { DeliveryPlace } from "../../functions/ports/delivery-store.ts";
import type { AgentResumer, Delivery } from "../../functions/ports/effects.ts";
import type { LinkSigner } from "../../functions/ports/environment.ts";
import { attemptDelivery } from "../../functions/use-cases/attempt-delivery.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { sweep } from "../../functions/use-cases/run-timers.ts";
import { sweepDeliveries } from "../../functions/use-cases/sweep-deliveries.ts";
import { fanOut, webhookSender } from "../../functions/use-cases/webhook-deliveries.ts";
import { givenApp } from "../api/given-app.ts";
import { minute } from "../use-cases/given-deps.ts";

/** The stores that both real adapters have. */
export type Stores = Pick<
  Deps,
  | "approvals"
  | "audit"
  | "executions"
  | "apiKeys"
  | "resumeClaims"
  | "webhooks"
  | "deliveries"
  | "reviewers"
  | "receipts"
  | "stats"
>;

export interface Told {
  readonly approvalRequestId: string;
  readonly status: string;
  readonly target: ResumeTarget | null;
}

interface Options {
  /** Begins every identifier that is made. */
  readonly name: string;
  readonly links: LinkSigner;
  readonly post: (endpoint: WebhookEndpoint, messageId: string, body: string) => Promise<Sent>;
  readonly tell?: () => Delivery;
}

/** A deployment over some stores, its clock set by hand: the API, and what timers, queues and the stream do, on demand. */
export async function givenDeployment(stores: Stores, { name, links, post, tell }: Options) {
  const told: Told[] = [];
  const queue: DeliveryPlace[] = [];
  const resumer: AgentResumer = {
    deliver: async ({ approvalRequestId, status }, { target }) => {
      const delivery = tell?.() ?? { outcome: "resumed" };
      if (delivery.outcome === "resumed") told.push({ approvalRequestId, status, target });
      return delivery;
    },
  };
  const app = await givenApp({
    ...stores,
    links,
    outgoing: outgoingGuard(["127.0.0.1"]),
    crypto: countingCrypto(name),
    resumers: { "task-token": resumer, durable: resumer, callback: resumer, event: resumer },
    publisher: { publish: (event) => fanOut(app.deps, event) },
    deliveryQueue: { push: async (place, delayMs) => void (delayMs === 0 && queue.push(place)) },
    senders: {
      webhook: { send: (delivery, event) => webhookSender(app.deps, { post }).send(delivery, event) },
      channel: { send: async () => ({ outcome: "retry", reason: "the channel is down" }) },
    },
  });

  /** Makes every attempt that was queued. */
  async function deliver(): Promise<void> {
    for (let place = queue.shift(); place; place = queue.shift()) await attemptDelivery(app.deps, place);
  }

  /** What happens once a minute. */
  async function runTimers(): Promise<void> {
    await sweep(app.deps);
    await sweepDeliveries(app.deps);
    await deliver();
  }

  return {
    ...app,
    told,
    deliver,
    runTimers,
    /** Moves the clock on, with the timers running at both ends. */
    pass: async (ms: number) => {
      app.time.now += ms;
      await runTimers();
      app.time.now += minute;
      await runTimers();
    },
  };
}

export type Deployment = Awaited<ReturnType<typeof givenDeployment>>;

/** Identifiers, salts and secrets that count and begin with a name; digests are the real ones. */
function countingCrypto(name: string): Deps["crypto"] {
  const made = { events: 0, salts: 0, keys: 0, secrets: 0 };
  return {
    ...nodeCrypto,
    newEventId: () => `${name}-event-${String(++made.events).padStart(4, "0")}`,
    newSalt: () => `${name}-salt-${++made.salts}`,
    newApiKey: (prefix = `${name}key${++made.keys}`.padEnd(8, "0").slice(0, 8)) => `sayso_${prefix}_${"k".repeat(43)}`,
    newWebhookSecret: () => `whsec_${Buffer.alloc(32, ++made.secrets).toString("base64")}`,
  };
}
