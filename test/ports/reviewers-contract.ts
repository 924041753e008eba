import assert from "node:assert/strict";
import { suite } from "node:test";
import type { ApprovalQuery, ApprovalStore } from "../../functions/ports/approval-store.ts";
import { minute, reassignTo, rita, sam, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

type Filters = Omit<ApprovalQuery, "cursor" | "limit">;

async function listed({ list }: ApprovalStore, filters: Filters): Promise<readonly string[]> {
  const { items } = await list({ ...filters, cursor: null, limit: 10 });
  return items.map(({ approvalRequestId, reviewers }) => `${approvalRequestId} of ${reviewers.length}`);
}

const olga = "olga@example.com";

/** What follows from a change of an approval's reviewers. */
export function reviewersContract(adapter: Adapter): void {
  suite("reviewers who change", () => {
    onStores(adapter, "by an escalation: it is on the seniors' lists too", async ({ approvals }, given) => {
      const policy = { escalateAfterHours: 1 / 60, escalateTo: [olga, sam.id] };
      const created = given.requested("claim-1", { reviewers: [rita.id, sam.id], policy, dueAt: t0 + minute });
      await approvals.commit(created);
      assert.deepEqual(await listed(approvals, { reviewer: olga }), []);
      const escalated = given.change(created.after, { type: "escalate" }, t0 + minute, { dueAt: t0 + 5 * minute });
      assert.equal(await approvals.commit(escalated), "committed");
      assert.deepEqual(await approvals.load("claim-1"), escalated.after);
      for (const reviewer of [rita.id, sam.id, olga]) {
        assert.deepEqual(await listed(approvals, { reviewer }), ["claim-1 of 3"]);
        assert.deepEqual(await listed(approvals, { reviewer, status: "pending" }), ["claim-1 of 3"]);
      }
      assert.deepEqual(await approvals.due(t0 + 2 * minute, 10), []);
      assert.deepEqual(await approvals.due(t0 + 5 * minute, 10), ["claim-1"]);
    });

    onStores(adapter, "by a handing-over: it leaves the others' lists, and comes back", async (stores, given) => {
      const { approvals } = stores;
      const created = given.requested("claim-1", { reviewers: [rita.id, sam.id] });
      await approvals.commit(created);
      await approvals.commit(given.requested("claim-2", { at: t0 - 1, reviewers: [rita.id] }));
      const first = given.change(created.after, reassignTo(olga, sam.id), t0 + 1);
      assert.equal(await approvals.commit(first), "committed");
      assert.deepEqual(await approvals.load("claim-1"), first.after);
      assert.deepEqual(await listed(approvals, { reviewer: rita.id }), ["claim-2 of 1"]);
      assert.deepEqual(await listed(approvals, { reviewer: rita.id, status: "pending" }), ["claim-2 of 1"]);
      for (const reviewer of [sam.id, olga])
        assert.deepEqual(await listed(approvals, { reviewer }), ["claim-1 of 2"], reviewer);
      const second = given.change(first.after, reassignTo(rita.id), t0 + 2);
      assert.equal(await approvals.commit(second), "committed");
      assert.deepEqual(await listed(approvals, { reviewer: rita.id }), ["claim-1 of 1", "claim-2 of 1"]);
      for (const reviewer of [sam.id, olga]) assert.deepEqual(await listed(approvals, { reviewer }), [], reviewer);
      await approvals.commit(given.decided(second.after, t0 + 3));
      assert.deepEqual(await listed(approvals, { reviewer: rita.id, status: "approved" }), ["claim-1 of 1"]);
      assert.deepEqual(await listed(approvals, { reviewer: olga, status: "approved" }), []);
      assert.deepEqual(await listed(approvals, { status: "approved" }), ["claim-1 of 1"]);
    });

    onStores(adapter, "all twenty for twenty others, in one commit with a replay", async (stores, given) => {
      const { approvals } = stores;
      const crowd = (name: string) => Array.from({ length: 20 }, (_, n) => `${name}-${n}`);
      const created = given.requested("claim-1", { reviewers: crowd("before"), executionId: "run-1" });
      await approvals.commit(created);
      const replay = { key: "person:ada POST reassign k-1", payloadDigest: "sha256:b0d7", status: 200 };
      const handed = given.change(created.after, reassignTo(...crowd("after")), t0 + 1, { replay });
      assert.equal(await approvals.commit(handed), "committed");
      assert.equal(await approvals.commit(handed), "committed", "its own earlier success");
      for (const n of [0, 19]) {
        assert.deepEqual(await listed(approvals, { reviewer: `before-${n}` }), []);
        assert.deepEqual(await listed(approvals, { reviewer: `after-${n}` }), ["claim-1 of 20"]);
      }
      assert.equal((await stores.executions.load("run-1"))?.pendingApprovals, 1);
    });

    onStores(adapter, "of two who hand over at once one does", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { reviewers: [rita.id] });
      await approvals.commit(created);
      const rivals = [sam.id, olga].map((reviewer) => given.change(created.after, reassignTo(reviewer), t0 + 1));
      assert.deepEqual((await Promise.all(rivals.map(approvals.commit))).toSorted(), ["committed", "conflict"]);
      const winner = (await approvals.load("claim-1"))?.reviewers[0] ?? "";
      for (const reviewer of [sam.id, olga, rita.id])
        assert.deepEqual(await listed(approvals, { reviewer }), reviewer === winner ? ["claim-1 of 1"] : []);
    });
  });
}
