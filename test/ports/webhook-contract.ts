import assert from "node:assert/strict";
import { suite } from "node:test";
import { changed, disabled, type WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import { InvalidCursor } from "../../functions/ports/page.ts";
import { minute, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

function endpoint(endpointId: string, own: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
  return {
    endpointId,
    url: "https://example.com/hooks",
    eventTypes: ["approval.decided"],
    description: "Ünïcödé 🙂",
    signatures: ["v1", "v1a"],
    enabled: true,
    disabledBecause: null,
    secrets: [{ secret: "whsec_one", until: null, madeBy: null }],
    failing: null,
    createdAt: t0,
    updatedAt: t0,
    version: 1,
    ...own,
  };
}

/** `WebhookStore`. */
export function webhookContract(adapter: Adapter): void {
  suite("webhook endpoints", () => {
    onStores(adapter, "are found as they were added, and never replaced", async ({ webhooks }) => {
      assert.equal(await webhooks.find("wh_a"), undefined);
      assert.equal(await webhooks.add(endpoint("wh_a")), "added");
      assert.equal(await webhooks.add(endpoint("wh_a", { url: "https://example.org/" })), "duplicate");
      assert.deepEqual(await webhooks.find("wh_a"), endpoint("wh_a"));
      assert.equal(await webhooks.find("wh_b"), undefined);
    });

    onStores(adapter, "are changed only by whoever knows their newest state", async ({ webhooks }) => {
      const first = endpoint("wh_a");
      await webhooks.add(first);
      const second = changed(first, { eventTypes: null, enabled: false }, t0 + minute);
      assert.equal(await webhooks.commit(first, second), "committed");
      assert.equal(await webhooks.commit(first, disabled(first, "failing", t0 + 2 * minute)), "conflict");
      assert.deepEqual(await webhooks.find("wh_a"), second);
      assert.equal(second.version, 2);
      assert.equal(await webhooks.commit(endpoint("wh_b"), changed(endpoint("wh_b"), {}, t0)), "conflict");
      assert.equal(await webhooks.find("wh_b"), undefined);
    });

    onStores(adapter, "are changed by one of many at once", async ({ webhooks }) => {
      const first = endpoint("wh_a");
      await webhooks.add(first);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => webhooks.commit(first, changed(first, { description: `n${n}` }, t0))),
      );
      assert.equal(outcomes.filter((outcome) => outcome === "committed").length, 1);
    });

    onStores(adapter, "are gone when they are removed, from lists too", async ({ webhooks }) => {
      assert.equal(await webhooks.remove("wh_a", t0), "not_found");
      const [a, b] = [endpoint("wh_a"), endpoint("wh_b")];
      for (const one of [a, b]) await webhooks.add(one);
      assert.equal(await webhooks.remove("wh_a", t0), "removed");
      assert.equal(await webhooks.remove("wh_a", t0), "not_found");
      assert.equal(await webhooks.find("wh_a"), undefined);
      assert.equal(await webhooks.commit(a, changed(a, {}, t0)), "conflict");
      assert.deepEqual(await webhooks.list({ cursor: null, limit: 10 }), { items: [b], nextCursor: null });
      assert.equal(await webhooks.add(a), "added");
      assert.deepEqual(await webhooks.find("wh_a"), a);
    });

    onStores(adapter, "are listed in pages, in the order of their ids", async ({ webhooks }) => {
      assert.deepEqual(await webhooks.list({ cursor: null, limit: 10 }), { items: [], nextCursor: null });
      for (const id of ["wh_c", "wh_a", "wh_e", "wh_b", "wh_d"]) await webhooks.add(endpoint(id));
      const pages: string[][] = [];
      let cursor: string | null = null;
      do {
        const page = await webhooks.list({ cursor, limit: 2 });
        pages.push(page.items.map(({ endpointId }) => endpointId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      assert.deepEqual(pages, [["wh_a", "wh_b"], ["wh_c", "wh_d"], ["wh_e"]]);
      await assert.rejects(webhooks.list({ cursor: "nonsense", limit: 2 }), InvalidCursor);
    });
  });
}
