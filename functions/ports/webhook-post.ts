import type { Sent } from "../core/event-delivery.ts";
import type { WebhookEndpoint } from "../core/webhook-endpoint.ts";

/** Signs a message and posts it to an endpoint, once. Throws when nobody can know whether it arrived. */
export interface WebhookPost {
  post(endpoint: WebhookEndpoint, messageId: string, body: string): Promise<Sent>;
}
