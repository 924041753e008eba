import assert from "node:assert/strict";
import { test } from "node:test";
import { hmacLinkSigner } from "../../functions/adapters/node/hmac-link-signer.ts";
import { chainOf, hour } from "../use-cases/given-deps.ts";
import { givenDeployment } from "./deployment.ts";
import type { Restored } from "./going-on.ts";
import { nextWaiter } from "./next-documents.ts";
import { rita, vera } from "./people.ts";
import { linkKey, stoppedAt } from "./under-way.ts";

/** What this version cannot do for the next one it leaves to it, and does everything else. */
export function waitsForNext(title: string, restore: () => Promise<Restored>): void {
  test(title, async (t) => {
    const { stores, losses, close } = await restore();
    t.after(close);
    const posted: string[] = [];
    const own = await givenDeployment(stores, {
      ...{ name: "new", links: hmacLinkSigner(linkKey) },
      post: async ({ url }, messageId) => {
        posted.push(`${url} ${messageId}`);
        return { outcome: "delivered", responseStatus: 204 };
      },
    });
    own.time.now = stoppedAt;
    await own.pass(hour);
    await own.pass(hour);
    const untold = await own.deps.approvals.load("claim-untold");
    assert.deepEqual(
      untold?.waiters.map(({ waiterId, state }) => (waiterId === nextWaiter.waiterId ? `next ${state}` : state)),
      ["resumed", "next resuming"],
    );
    const toAll = posted.filter((post) => post.includes("/all"));
    assert.equal(toAll.length, 7, "what can be delivered is");
    await own.call("POST", "/v1/approvals/claim-event/decision", { as: rita.headers, body: { decision: "approved" } });
    const chain = (await chainOf(own.deps, "claim-event")).map(({ type }) => type);
    assert.deepEqual(chain, ["approval.created", "approval.commented", "approval.decided"]);
    const read = await own.call("GET", "/v1/approvals/claim-event/audit", { as: vera.headers });
    assert.equal(read.status, 200);
    assert.deepEqual(await losses(), []);
  });
}
