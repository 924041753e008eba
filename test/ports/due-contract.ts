import assert from "node:assert/strict";
import { suite } from "node:test";
import { minute, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

/** `ApprovalStore.due` and `reschedule`. */
export function dueContract(adapter: Adapter): void {
  suite("due", () => {
    onStores(adapter, "finds what has come due, the longest overdue first", async ({ approvals }, given) => {
      const dueAt = { late: t0 + 1, later: t0 + 500, sooner: t0 - 7_000, punctual: t0 + 1_000, early: t0 + 1_001 };
      for (const [id, at] of Object.entries(dueAt)) await approvals.commit(given.requested(id, { dueAt: at }));
      await approvals.commit(given.requested("never"));
      assert.deepEqual(await approvals.due(t0 + 1_000, 10), ["sooner", "late", "later", "punctual"]);
      assert.deepEqual(await approvals.due(t0 + 1_000, 2), ["sooner", "late"]);
      assert.deepEqual(await approvals.due(t0 - 8_000, 10), []);
    });

    onStores(adapter, "follows each change: sooner, later, never again", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { dueAt: t0 + minute });
      await approvals.commit(created);
      const attached = { ...given.attached(created.after, "w-2", null, t0 + 1), dueAt: t0 + 5 };
      await approvals.commit(attached);
      assert.deepEqual(await approvals.due(t0 + 5, 10), ["claim-1"]);
      const again = { ...given.attached(attached.after, "w-3", null, t0 + 6), dueAt: t0 + 2 * minute };
      await approvals.commit(again);
      assert.deepEqual(await approvals.due(t0 + minute, 10), []);
      assert.deepEqual(await approvals.due(t0 + 2 * minute, 10), ["claim-1"]);
      await approvals.commit(given.decided(again.after, t0 + 7));
      assert.deepEqual(await approvals.due(Number.MAX_SAFE_INTEGER, 10), []);
    });

    onStores(adapter, "finds more than one page of an index", async ({ approvals }, given) => {
      const ids = Array.from({ length: 40 }, (_, index) => `claim-${index}`);
      await Promise.all(ids.map((id, index) => approvals.commit(given.requested(id, { dueAt: t0 + index }))));
      assert.deepEqual(await approvals.due(t0 + 100, 100), ids);
      assert.deepEqual(await approvals.due(t0 + 100, 30), ids.slice(0, 30));
    });

    onStores(
      adapter,
      "moves when it is rescheduled, and the approval stays as it was",
      async ({ approvals }, given) => {
        const created = given.requested("claim-1", { dueAt: t0 });
        await approvals.commit(created);
        await approvals.reschedule(created.after, t0 + minute);
        assert.deepEqual(await approvals.due(t0, 10), []);
        assert.deepEqual(await approvals.due(t0 + minute, 10), ["claim-1"]);
        assert.deepEqual(await approvals.load("claim-1"), created.after);
        assert.equal(await approvals.commit(given.decided(created.after, t0 + 1)), "committed");
      },
    );

    onStores(adapter, "is not moved by whoever has not seen the last change", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { dueAt: t0 });
      const decided = given.decided(created.after, t0 + 1, {}, { dueAt: t0 + minute });
      await approvals.commit(created);
      await approvals.commit(decided);
      await approvals.reschedule(created.after, t0 + 2);
      assert.deepEqual(await approvals.due(t0 + 2, 10), []);
      assert.deepEqual(await approvals.due(t0 + minute, 10), ["claim-1"]);
    });

    onStores(adapter, "is rescheduled for nobody who is not there", async ({ approvals }, given) => {
      await approvals.reschedule(given.requested("claim-1").after, t0);
      assert.equal(await approvals.load("claim-1"), undefined);
      assert.deepEqual(await approvals.due(t0, 10), []);
    });
  });
}
