import assert from "node:assert/strict";
import { suite } from "node:test";
import type { ReviewerEntry } from "../../functions/core/reviewer-entry.ts";
import { type Adapter, onStores, plain } from "./stores-under-test.ts";

export const rita: ReviewerEntry = {
  id: "rita@example.com",
  name: "Rita Reyes",
  email: "rita@example.com",
  slackUser: "U0RITA",
  pagerdutyService: null,
  teamsWorkflow: null,
  timeZone: "Europe/Madrid",
  locale: "en-GB",
  channels: ["slack", "email"],
  teams: ["Claims", "Night shift"],
};
const ann: ReviewerEntry = { ...rita, id: "ann", name: "Ann Ó Sé", email: null, slackUser: null, channels: [] };

/** `ReviewerDirectory`, as far as it is a store. */
export function reviewerDirectoryContract(adapter: Adapter): void {
  suite("reviewers", () => {
    onStores(adapter, "are found by their id", async ({ reviewers }) => {
      assert.equal(await reviewers.find(rita.id), undefined);
      assert.equal(await reviewers.put(rita), "created");
      assert.deepEqual(plain(await reviewers.find(rita.id)), rita);
      assert.equal(await reviewers.find("rita"), undefined);
    });

    onStores(adapter, "are replaced whole", async ({ reviewers }) => {
      await reviewers.put(rita);
      assert.equal(await reviewers.put({ ...rita, email: null, channels: ["slack"] }), "replaced");
      assert.deepEqual(plain(await reviewers.find(rita.id)), { ...rita, email: null, channels: ["slack"] });
    });

    onStores(adapter, "are listed by id", async ({ reviewers }) => {
      assert.deepEqual(await reviewers.list(), []);
      await reviewers.put(rita);
      await reviewers.put(ann);
      assert.deepEqual(plain(await reviewers.list()), [ann, rita]);
    });

    onStores(adapter, "are gone once removed, and can come back", async ({ reviewers }) => {
      assert.equal(await reviewers.remove(rita.id), "not_found");
      await reviewers.put(rita);
      assert.equal(await reviewers.remove(rita.id), "removed");
      assert.equal(await reviewers.remove(rita.id), "not_found");
      assert.equal(await reviewers.find(rita.id), undefined);
      assert.deepEqual(await reviewers.list(), []);
      assert.equal(await reviewers.put(rita), "created");
      assert.deepEqual(plain(await reviewers.find(rita.id)), rita);
    });
  });
}
