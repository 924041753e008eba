import type { ApiKeyStore } from "../../ports/api-key-store.ts";
import type { MemoryState } from "./memory-state.ts";
import { newestFirst } from "./paging.ts";

export function memoryApiKeyStore({ apiKeys }: MemoryState): ApiKeyStore {
  return {
    add: async (key) => {
      if (apiKeys.has(key.prefix)) return "duplicate";
      apiKeys.set(key.prefix, { ...key });
      return "added";
    },
    find: async (prefix) => apiKeys.get(prefix),
    list: async () =>
      [...apiKeys.values()].sort((a, b) =>
        newestFirst(a.createdAt, a.prefix) < newestFirst(b.createdAt, b.prefix) ? 1 : -1,
      ),
    revoke: async (prefix, at) => {
      const key = apiKeys.get(prefix);
      if (!key) return "not_found";
      apiKeys.set(prefix, { ...key, revokedAt: key.revokedAt ?? at });
      return "revoked";
    },
  };
}
