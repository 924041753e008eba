import type { WebhookEndpoint } from "../../core/webhook-endpoint.ts";
import type { WebhookStore } from "../../ports/webhook-store.ts";
import { type MemoryState, parse } from "./memory-state.ts";
import { pageOf } from "./paging.ts";

export function memoryWebhookStore({ webhooks }: MemoryState): WebhookStore {
  const find = (id: string) => parse<WebhookEndpoint>(webhooks.get(id));
  return {
    add: async (endpoint) => {
      if (webhooks.has(endpoint.endpointId)) return "duplicate";
      webhooks.set(endpoint.endpointId, JSON.stringify(endpoint));
      return "added";
    },
    find: async (id) => find(id),
    list: async (page) => {
      const endpoints = [...webhooks.keys()].flatMap((id) => find(id) ?? []);
      return pageOf(endpoints, "rising", ({ endpointId }) => endpointId, page);
    },
    commit: async (before, after) => {
      if (find(after.endpointId)?.version !== before.version) return "conflict";
      webhooks.set(after.endpointId, JSON.stringify(after));
      return "committed";
    },
    remove: async (id) => (webhooks.delete(id) ? "removed" : "not_found"),
  };
}
