import type { WebhookEndpoint } from "../core/webhook-endpoint.ts";
import type { Page, PageRequest } from "./page.ts";

/** Keeps the endpoints, with their secrets. */
export interface WebhookStore {
  add(endpoint: WebhookEndpoint): Promise<"added" | "duplicate">;
  /** The newest state; undefined for one that was never there or was removed. */
  find(endpointId: string): Promise<WebhookEndpoint | undefined>;
  /** In the order of their ids; as they are at this moment. */
  list(page: PageRequest): Promise<Page<WebhookEndpoint>>;
  /** Provided that the endpoint is still `before`. */
  commit(before: WebhookEndpoint, after: WebhookEndpoint): Promise<"committed" | "conflict">;
  /** Forgets it, its secrets first of all. */
  remove(endpointId: string, now: number): Promise<"removed" | "not_found">;
}
