import assert from "node:assert/strict";
import { suite } from "node:test";
import type { ApiKey } from "../../functions/ports/api-key-store.ts";
import { minute, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

function apiKey(prefix: string, createdAt: number, agent: string | null = "claim-processor"): ApiKey {
  return { prefix, keyHash: `hash of ${prefix}`, agent, description: "", createdAt, revokedAt: null };
}

/** `ApiKeyStore`. */
export function apiKeyContract(adapter: Adapter): void {
  suite("API keys", () => {
    onStores(adapter, "are found by their prefix", async ({ apiKeys }) => {
      assert.equal(await apiKeys.find("aaaa"), undefined);
      assert.equal(await apiKeys.add(apiKey("aaaa", t0)), "added");
      assert.equal(await apiKeys.add(apiKey("bbbb", t0, null)), "added");
      assert.deepEqual(await apiKeys.find("aaaa"), apiKey("aaaa", t0));
      assert.deepEqual(await apiKeys.find("bbbb"), apiKey("bbbb", t0, null));
    });

    onStores(adapter, "are never replaced", async ({ apiKeys }) => {
      await apiKeys.add(apiKey("aaaa", t0));
      assert.equal(await apiKeys.add({ ...apiKey("aaaa", t0 + minute), keyHash: "another" }), "duplicate");
      assert.deepEqual(await apiKeys.find("aaaa"), apiKey("aaaa", t0));
    });

    onStores(adapter, "are listed newest first", async ({ apiKeys }) => {
      assert.deepEqual(await apiKeys.list(), []);
      for (const [prefix, at] of [
        ["cccc", t0],
        ["aaaa", t0 + minute],
        ["bbbb", t0],
      ] as const)
        await apiKeys.add(apiKey(prefix, at));
      assert.deepEqual(
        (await apiKeys.list()).map(({ prefix }) => prefix),
        ["aaaa", "cccc", "bbbb"],
      );
    });

    onStores(adapter, "are revoked once and for ever", async ({ apiKeys }) => {
      assert.equal(await apiKeys.revoke("aaaa", t0), "not_found");
      assert.deepEqual(await apiKeys.list(), []);
      await apiKeys.add(apiKey("aaaa", t0));
      assert.equal(await apiKeys.revoke("aaaa", t0 + minute), "revoked");
      assert.equal(await apiKeys.revoke("aaaa", t0 + 2 * minute), "revoked");
      assert.deepEqual(await apiKeys.find("aaaa"), { ...apiKey("aaaa", t0), revokedAt: t0 + minute });
      assert.equal(await apiKeys.add(apiKey("aaaa", t0)), "duplicate");
    });
  });
}
