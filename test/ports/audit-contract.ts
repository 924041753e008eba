import assert from "node:assert/strict";
import { suite } from "node:test";
import type { AuditQuery } from "../../functions/ports/audit-store.ts";
import { InvalidCursor } from "../../functions/ports/page.ts";
import { assertChain, trail, trailIds } from "./audit-trail.ts";
import { type Given, minute, rita, sam, t0 } from "./given.ts";
import { type Adapter, onStores, type StoresUnderTest } from "./stores-under-test.ts";

/** Two approvals and what was observed meanwhile, written out of order. */
async function someHistory({ approvals, audit }: StoresUnderTest, given: Given): Promise<void> {
  const one = given.requested("one", { at: t0 }); // event-1
  const two = given.requested("two", { at: t0 + minute, agent: "travel-bot", reviewers: [sam.id] }); // event-2
  const viewed = given.observed("approval.viewed", t0 + 3 * minute, { approvalRequestId: "one", reviewer: rita }); // 3
  const decided = given.decided(one.after, t0 + 3 * minute, { reviewer: rita }); // event-4
  const late = given.observed("approval.decision_refused", t0 + 4 * minute, {
    ...{ approvalRequestId: "one", agent: "claim-processor", reviewer: sam },
  }); // event-5
  const exported = given.observed("audit.exported", t0 + 2 * minute, { reviewer: sam }); // event-6
  const rejected = given.decided(two.after, t0 + 5 * minute, { reviewer: sam, decision: "rejected" }); // event-7
  for (const change of [one, two, decided]) assert.equal(await approvals.commit(change), "committed");
  for (const entry of [late, exported, viewed]) assert.equal(await audit.observe(entry), "observed");
  assert.equal(await approvals.commit(rejected), "committed");
}

const expected: readonly (readonly [Partial<AuditQuery>, string])[] = [
  [{}, "1 2 6 4 3 5 7"],
  [{ approvalRequestId: "one" }, "1 4 3 5"],
  [{ approvalRequestId: "two" }, "2 7"],
  [{ approvalRequestId: "three" }, ""],
  [{ type: "approval.created" }, "1 2"],
  [{ type: "approval.decided" }, "4 7"],
  [{ type: "audit.exported" }, "6"],
  [{ agent: "claim-processor" }, "1 4 5"],
  [{ agent: "travel-bot" }, "2 7"],
  [{ reviewer: rita.id }, "4 3"],
  [{ reviewer: sam.id }, "6 5 7"],
  [{ reviewer: "nobody" }, ""],
  [{ from: t0 + minute }, "2 6 4 3 5 7"],
  [{ from: t0 + minute + 1 }, "6 4 3 5 7"],
  [{ to: t0 + 3 * minute }, "1 2 6"],
  [{ to: t0 + 3 * minute + 1 }, "1 2 6 4 3"],
  [{ from: t0 + 2 * minute, to: t0 + 4 * minute }, "6 4 3"],
  [{ from: t0 + 4 * minute, to: t0 + 2 * minute }, ""],
  [{ from: t0, to: t0 }, ""],
  [{ approvalRequestId: "one", from: t0 + 3 * minute, to: t0 + 4 * minute }, "4 3"],
  [{ approvalRequestId: "one", reviewer: sam.id }, "5"],
  [{ approvalRequestId: "one", type: "approval.viewed" }, "3"],
  [{ reviewer: sam.id, type: "approval.decided" }, "7"],
  [{ reviewer: sam.id, from: t0 + 3 * minute }, "5 7"],
  [{ reviewer: sam.id, to: t0 + 3 * minute }, "6"],
  [{ agent: "travel-bot", type: "approval.created", from: t0, to: t0 + minute }, ""],
];

/** `AuditStore`, and what `ApprovalStore.commit` leaves in the trail. */
export function auditContract(adapter: Adapter): void {
  suite("audit", () => {
    onStores(adapter, "combines filters, oldest first, in pages of any length", async (stores, given) => {
      await someHistory(stores, given);
      for (const [filters, events] of expected)
        for (const limit of [1, 2, 3, 100]) {
          const ids = (await trailIds(stores.audit, { ...filters, limit })).map((id) => id.slice("event-".length));
          assert.equal(ids.join(" "), events, JSON.stringify({ filters, limit }));
        }
    });

    onStores(adapter, "finds the same newest first, in pages of any length", async (stores, given) => {
      await someHistory(stores, given);
      for (const [filters, events] of expected)
        for (const limit of [1, 2, 3, 100]) {
          const query = { ...filters, limit, order: "desc" } as const;
          const ids = (await trailIds(stores.audit, query)).map((id) => id.slice("event-".length));
          assert.equal(ids.reverse().join(" "), events, JSON.stringify(query));
        }
    });

    onStores(adapter, "newest first, what comes meanwhile shifts no page", async (stores, given) => {
      await someHistory(stores, given);
      const first = await stores.audit.query({ cursor: null, limit: 2, order: "desc" });
      assert.equal(
        await stores.audit.observe(given.observed("approval.viewed", t0 + 9 * minute, { approvalRequestId: "one" })),
        "observed",
      );
      const { nextCursor: cursor } = first;
      const rest = await stores.audit.query({ cursor, limit: 100, order: "desc" });
      const ids = [...first.items, ...rest.items].map(({ entry }) => entry.eventId.slice("event-".length));
      assert.equal(ids.join(" "), "7 5 3 4 6 2 1");
      assert.equal(rest.nextCursor, null);
    });

    onStores(adapter, "ends with a null cursor exactly where nothing more is found", async (stores, given) => {
      await someHistory(stores, given);
      const page = async (filters: Partial<AuditQuery>, limit: number) => {
        const { items, nextCursor } = await stores.audit.query({ ...filters, cursor: null, limit });
        return [items.length, nextCursor === null];
      };
      assert.deepEqual(await page({}, 6), [6, false]);
      assert.deepEqual(await page({}, 7), [7, true]);
      assert.deepEqual(await page({ type: "approval.created" }, 2), [2, true]);
      assert.deepEqual(await page({ type: "approval.created" }, 1), [1, false]);
      assert.deepEqual(await page({ reviewer: rita.id }, 2), [2, true]);
      assert.deepEqual(await page({ order: "desc" }, 6), [6, false]);
      assert.deepEqual(await page({ order: "desc" }, 7), [7, true]);
      assert.deepEqual(await page({ order: "desc", approvalRequestId: "one" }, 4), [4, true]);
    });

    onStores(adapter, "keeps entries as they were sealed, chained", async (stores, given) => {
      const created = given.requested("one");
      const decided = given.decided(created.after, t0 + minute, { feedback: "Receipts match: 12 € ✓" });
      await stores.approvals.commit(created);
      await stores.approvals.commit(decided);
      const found = await trail(stores.audit, { approvalRequestId: "one" });
      assert.deepEqual(found, [...created.entries, ...decided.entries]);
      assertChain(found.map(({ entry }) => entry));
    });

    onStores(adapter, "keeps who and what was said apart from the entry", async (stores, given) => {
      const created = given.requested("one");
      await stores.approvals.commit(created);
      await stores.approvals.commit(given.decided(created.after, t0 + minute, { feedback: "Receipts match." }));
      const [, decision] = await trail(stores.audit, { approvalRequestId: "one" });
      assert.deepEqual(decision?.disclosures, {
        reviewer: { salt: "salt-2", value: "rita@example.com" },
        reviewerName: { salt: "salt-3", value: "Rita Reyes" },
        feedback: { salt: "salt-4", value: "Receipts match." },
      });
      assert.doesNotMatch(JSON.stringify(decision?.entry), /rita|receipts/i);
    });

    onStores(adapter, "proves what happened after the person was erased", async (stores, given) => {
      const created = given.requested("one");
      await stores.approvals.commit(created);
      await stores.approvals.commit(given.decided(created.after, t0 + minute, { feedback: "Receipts match." }));
      await stores.forget("one", "event-2");
      const found = await trail(stores.audit, { approvalRequestId: "one" });
      assert.deepEqual(found[1]?.disclosures, {});
      assertChain(found.map(({ entry }) => entry));
      assert.deepEqual(await trailIds(stores.audit), ["event-1", "event-2"]);
      assert.deepEqual(await trailIds(stores.audit, { reviewer: rita.id }), []);
    });

    onStores(adapter, "takes an observation once, whenever it comes again", async ({ audit }, given) => {
      const of = { approvalRequestId: "one", eventId: "seen-by-rita", reviewer: rita };
      const seen = given.observed("approval.viewed", t0, of);
      assert.equal(await audit.observe(seen), "observed");
      assert.equal(await audit.observe(seen), "duplicate");
      assert.equal(await audit.observe(given.observed("approval.viewed", t0 + minute, of)), "duplicate");
      assert.deepEqual(await trail(audit), [seen]);
    });

    onStores(adapter, "takes an observation once when it names nobody", async ({ audit }, given) => {
      const created = given.observed("api_key.created", t0, { eventId: "key-made" });
      assert.equal(await audit.observe(created), "observed");
      const again = given.observed("api_key.created", t0 + minute, { eventId: "key-made" });
      assert.equal(await audit.observe(again), "duplicate");
      assert.deepEqual(await trail(audit), [{ entry: created.entry, disclosures: {} }]);
    });

    onStores(adapter, "keeps observations out of the row and its chain", async (stores, given) => {
      const created = given.requested("one");
      await stores.approvals.commit(created);
      await stores.audit.observe(given.observed("approval.viewed", t0 + 1, { approvalRequestId: "one" }));
      assert.deepEqual(await stores.approvals.load("one"), created.after);
      assert.equal(await stores.approvals.commit(given.decided(created.after, t0 + 2)), "committed");
      const chain = (await trail(stores.audit)).map(({ entry }) => entry).filter(({ sequence }) => sequence !== null);
      assertChain(chain);
      assert.equal(chain.length, 2);
    });

    onStores(adapter, "does not take the deployment for an approval of that name", async (stores, given) => {
      await stores.approvals.commit(given.requested("deployment"));
      await stores.audit.observe(given.observed("api_key.created", t0 + 1));
      assert.deepEqual(await trailIds(stores.audit, { approvalRequestId: "deployment" }), ["event-1"]);
      assert.deepEqual(await trailIds(stores.audit), ["event-1", "event-2"]);
    });

    onStores(adapter, "brings a long trail in order", async ({ audit }, given) => {
      const entries = Array.from({ length: 130 }, (_, index) =>
        given.observed("approval.viewed", t0 + ((index * 37) % 130), {
          approvalRequestId: `claim-${index % 3}`,
          reviewer: index % 2 ? rita : sam,
        }),
      );
      await Promise.all(entries.map((entry) => audit.observe(entry)));
      const times = async (query: Partial<AuditQuery>) =>
        (await trail(audit, query)).map(({ entry }) => Date.parse(entry.at) - t0);
      const all = Array.from({ length: 130 }, (_, index) => index);
      assert.deepEqual(await times({ limit: 40 }), all);
      assert.deepEqual(await times({ limit: 1000 }), all);
      assert.deepEqual(await times({ limit: 40, order: "desc" }), all.toReversed());
      const ritas = await times({ reviewer: rita.id, limit: 20 });
      assert.equal(ritas.length, 65);
      assert.deepEqual(
        ritas,
        ritas.toSorted((a, b) => a - b),
      );
    });

    onStores(adapter, "refuses a cursor that it never handed out", async ({ audit }) => {
      for (const cursor of ["", "x", "bm9uc2Vuc2U", "%%%"])
        await assert.rejects(audit.query({ cursor, limit: 10 }), InvalidCursor);
    });
  });
}
