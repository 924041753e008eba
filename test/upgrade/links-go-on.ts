import assert from "node:assert/strict";
import { decide, nonceFor } from "../api/given-link.ts";
import type { GoOnTest } from "./going-on.ts";
import { bearer } from "./people.ts";

const pathOf = (id: string) => `/v1/review/${id}`;

export function linksGoOn(goOn: GoOnTest): void {
  goOn("a review link opens and decides", async ({ own, handedOut }) => {
    const link = bearer(handedOut.links["claim-poll rita"] ?? "");
    const opened = await own.call("GET", pathOf("claim-poll"), { as: link });
    assert.deepEqual([opened.status, opened.json.reviewer.id], [200, "rita"]);
    assert.equal(opened.json.approval.title, "Pay claim-poll");
    assert.deepEqual(opened.json.approval.context, { summary: "Lost suitcase", iban: "DE02" });
    const { nonce } = opened.json;
    const decided = await decide(own, link, { decision: "approved", nonce }, pathOf("claim-poll"));
    assert.deepEqual([decided.status, decided.json.status], [200, "approved"]);
    const late = bearer(handedOut.links["claim-poll sam"] ?? "");
    const shown = await own.call("GET", pathOf("claim-poll"), { as: late });
    assert.deepEqual([shown.status, shown.json.nonce, shown.json.approval.reviewer.id], [200, null, "rita"]);
  });

  goOn("a link that was dead stays dead and says why", async ({ own, handedOut }) => {
    const dead = await own.call("GET", pathOf("claim-handed"), { as: bearer(handedOut.deadLink) });
    assert.deepEqual([dead.status, dead.json.code], [410, "reassigned"]);
    const sams = bearer(handedOut.links["claim-handed sam"] ?? "");
    const nonce = await nonceFor(own, sams, pathOf("claim-handed"));
    const decided = await decide(own, sams, { decision: "rejected", nonce }, pathOf("claim-handed"));
    assert.deepEqual([decided.status, decided.json.reviewer.id], [200, "sam"]);
  });

  goOn("links of what has ended show how it ended", async ({ own, handedOut }) => {
    const endings = { "claim-done": "approved", "claim-lost": "rejected", "claim-changes": "request_changes" };
    const others = { "claim-expired": "expired", "claim-cancelled": "error", "claim-failed": "error" };
    for (const [id, decision] of Object.entries({ ...endings, ...others })) {
      const shown = await own.call("GET", pathOf(id), { as: bearer(handedOut.links[`${id} sam`] ?? "") });
      assert.deepEqual([shown.status, shown.json.approval.decision, shown.json.nonce], [200, decision, null]);
    }
  });
}
