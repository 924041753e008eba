import assert from "node:assert/strict";
import { suite } from "node:test";
import { content } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

/** Contents up to the largest request that is accepted, 1 MiB. */
export function contentContract(adapter: Adapter): void {
  suite("content", () => {
    onStores(adapter, "of 900 KB comes back whole", async ({ approvals }, given) => {
      const line = 'Ein Koffer für 1 200 €, "verloren" in 東京 😀 𝔘\n\t\\ ';
      const large = { ...content, context: line.repeat(15_000) };
      assert.equal(Buffer.byteLength(large.context), 915_000);
      assert.equal(await approvals.commit(given.requested("claim-1", { content: large })), "committed");
      assert.deepEqual(await approvals.loadContent("claim-1"), large);
    });

    for (const offset of [0, 1, 2, 3])
      onStores(adapter, `of 4-byte characters is never cut inside one, ${offset} bytes on`, async (stores, given) => {
        const large = { ...content, context: `${"x".repeat(offset)}${"🧳".repeat(170_000)}` };
        await stores.approvals.commit(given.requested("claim-1", { content: large }));
        assert.deepEqual(await stores.approvals.loadContent("claim-1"), large);
      });

    onStores(adapter, "of a whole request body comes back, beside its neighbour's", async ({ approvals }, given) => {
      const large = { ...content, context: { page: "z".repeat(1_048_000), deep: [[[[{ a: null }]]]] } };
      await approvals.commit(given.requested("claim-1", { content: large }));
      await approvals.commit(given.requested("claim-1-2", { content }));
      assert.deepEqual(await approvals.loadContent("claim-1"), large);
      assert.deepEqual(await approvals.loadContent("claim-1-2"), content);
    });
  });
}
