import assert from "node:assert/strict";
import { suite } from "node:test";
import type { ApprovalQuery, ApprovalStore } from "../../functions/ports/approval-store.ts";
import { InvalidCursor } from "../../functions/ports/page.ts";
import { cancelBy, type Given, minute, reassignTo, rita, sam, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

type Filters = Omit<ApprovalQuery, "cursor" | "limit">;

/** Ids of a list read in pages of `limit`, and how long each page was. */
async function pages(approvals: ApprovalStore, filters: Filters, limit: number) {
  const ids: string[] = [];
  const lengths: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await approvals.list({ ...filters, cursor, limit });
    ids.push(...page.items.map(({ approvalRequestId }) => approvalRequestId));
    lengths.push(page.items.length);
    cursor = page.nextCursor;
    assert.ok(lengths.length < 100, "the pages never end");
  } while (cursor !== null);
  return { ids, lengths };
}

/** Six approvals of two agents, three requesters, two reviewers and two executions, in several states. */
async function sixClaims(approvals: ApprovalStore, given: Given): Promise<void> {
  const bot = "travel-bot";
  const a = given.requested("a", { at: t0, executionId: "run-1" });
  const b = given.requested("b", { at: t0 + minute, executionId: "run-1", reviewers: [rita.id, sam.id] });
  const c = given.requested("c", { at: t0 + 2 * minute, agent: bot, reviewers: [sam.id] });
  const d = given.requested("d", { at: t0 + 3 * minute, agent: bot, requester: "key:4f1c", executionId: "run-2" });
  const e = given.requested("e", { at: t0 + 4 * minute, agent: bot, reviewers: [rita.id, sam.id] });
  const f = given.requested("f", { at: t0 + 5 * minute, executionId: "run-2" });
  for (const change of [c, a, f, e, b, d]) assert.equal(await approvals.commit(change), "committed");
  const later = t0 + 10 * minute;
  await approvals.commit(given.decided(b.after, later, { reviewer: sam }));
  await approvals.commit(given.decided(d.after, later, { decision: "rejected" }));
  await approvals.commit(given.change(e.after, cancelBy("agent:travel-bot"), later));
}

const expected: readonly (readonly [Filters, readonly string[]])[] = [
  [{}, ["f", "e", "d", "c", "b", "a"]],
  [{ status: "pending" }, ["f", "c", "a"]],
  [{ status: "approved" }, ["b"]],
  [{ status: "rejected" }, ["d"]],
  [{ status: "error" }, ["e"]],
  [{ status: "expired" }, []],
  [{ agent: "claim-processor" }, ["f", "b", "a"]],
  [{ agent: "travel-bot" }, ["e", "d", "c"]],
  [{ agent: "nobody" }, []],
  [{ reviewer: rita.id }, ["f", "e", "d", "b", "a"]],
  [{ reviewer: sam.id }, ["e", "c", "b"]],
  [{ executionId: "run-1" }, ["b", "a"]],
  [{ executionId: "run-2" }, ["f", "d"]],
  [{ requestedBy: "agent:travel-bot" }, ["e", "c"]],
  [{ requestedBy: "key:4f1c" }, ["d"]],
  [{ status: "pending", agent: "claim-processor" }, ["f", "a"]],
  [{ status: "pending", reviewer: sam.id }, ["c"]],
  [{ status: "approved", reviewer: sam.id }, ["b"]],
  [{ status: "approved", reviewer: rita.id }, ["b"]],
  [{ status: "pending", requestedBy: "agent:claim-processor" }, ["f", "a"]],
  [{ status: "rejected", requestedBy: "agent:claim-processor" }, []],
  [{ status: "rejected", agent: "travel-bot" }, ["d"]],
  [{ agent: "travel-bot", reviewer: sam.id }, ["e", "c"]],
  [{ agent: "travel-bot", requestedBy: "key:4f1c" }, ["d"]],
  [{ executionId: "run-1", status: "pending" }, ["a"]],
  [
    { executionId: "run-2", agent: "travel-bot", reviewer: rita.id, status: "rejected", requestedBy: "key:4f1c" },
    ["d"],
  ],
  [{ executionId: "run-2", agent: "travel-bot", reviewer: sam.id }, []],
];

/** `ApprovalStore.list`. */
export function listContract(adapter: Adapter): void {
  suite("list", () => {
    onStores(adapter, "combines filters, newest first, in pages of any length", async ({ approvals }, given) => {
      await sixClaims(approvals, given);
      for (const [filters, ids] of expected)
        for (const limit of [1, 2, 100])
          assert.deepEqual((await pages(approvals, filters, limit)).ids, ids, JSON.stringify({ filters, limit }));
    });

    onStores(adapter, "tells enough of each to choose one", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { executionId: "run-1", expiresAt: t0 + 9 * minute });
      await approvals.commit(created);
      await approvals.commit(given.decided(created.after, t0 + minute, { feedback: "secret words", response: 5 }));
      for (const filters of [{}, { status: "approved" as const }, { reviewer: rita.id }, { executionId: "run-1" }])
        assert.deepEqual((await approvals.list({ ...filters, cursor: null, limit: 10 })).items, [
          {
            approvalRequestId: "claim-1",
            status: "approved",
            title: "Pay claim 42",
            actionName: "pay_claim",
            agent: "claim-processor",
            executionId: "run-1",
            reviewers: ["rita@example.com"],
            reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
            metadata: { region: "eu" },
            createdAt: 1_767_261_600_000,
            expiresAt: 1_767_262_140_000,
            decidedAt: 1_767_261_660_000,
          },
        ]);
    });

    onStores(adapter, "orders what was requested in one instant by id, falling", async ({ approvals }, given) => {
      const ids = Array.from({ length: 25 }, (_, index) => `claim-${String((index * 7) % 25).padStart(2, "0")}`);
      await Promise.all(ids.map((id) => approvals.commit(given.requested(id))));
      const falling = Array.from({ length: 25 }, (_, index) => `claim-${String(24 - index).padStart(2, "0")}`);
      assert.deepEqual(await pages(approvals, {}, 7), { ids: falling, lengths: [7, 7, 7, 4] });
      assert.deepEqual(await pages(approvals, { status: "pending" }, 5), { ids: falling, lengths: [5, 5, 5, 5, 5] });
      assert.deepEqual(await pages(approvals, { reviewer: rita.id }, 24), { ids: falling, lengths: [24, 1] });
      assert.deepEqual(await pages(approvals, { agent: "claim-processor" }, 25), { ids: falling, lengths: [25] });
    });

    onStores(adapter, "goes on behind the cursor while new ones come on top", async ({ approvals }, given) => {
      for (const [index, id] of ["a", "b", "c"].entries())
        await approvals.commit(given.requested(id, { at: t0 + index }));
      const first = await approvals.list({ cursor: null, limit: 2 });
      await approvals.commit(given.requested("d", { at: t0 + 3 }));
      const rest = await approvals.list({ cursor: first.nextCursor, limit: 2 });
      assert.deepEqual(
        [...first.items, ...rest.items].map(({ approvalRequestId }) => approvalRequestId),
        ["c", "b", "a"],
      );
      assert.equal(rest.nextCursor, null);
    });

    onStores(
      adapter,
      "of a reviewer's pending ones goes by time left, in pages of any length",
      async ({ approvals }, given) => {
        const inbox = { reviewer: rita.id, status: "pending", sort: "expiresAt" } as const;
        const changes = [...Array(9).keys()].map((index) =>
          given.requested(`claim-${index}`, {
            at: t0 + index,
            expiresAt: t0 + ((index * 7) % 9) * minute + minute,
            reviewers: index === 4 ? [sam.id] : [sam.id, rita.id],
            agent: index === 2 ? "travel-bot" : "claim-processor",
          }),
        );
        await Promise.all(changes.map((change) => approvals.commit(change)));
        const [, decided, , moved] = changes.map(({ after }) => after);
        assert.ok(decided && moved);
        await approvals.commit(given.decided(decided, t0 + 10));
        const expiresAt = t0 + 3 * minute + 1;
        await approvals.commit(given.change(moved, { type: "change_expiry", by: rita, expiresAt }, t0 + 10));
        const byTimeLeft = [0, 8, 3, 7, 2, 6, 5].map((index) => `claim-${index}`);
        for (const limit of [1, 2, 3, 100]) assert.deepEqual((await pages(approvals, inbox, limit)).ids, byTimeLeft);
        assert.deepEqual((await pages(approvals, { ...inbox, agent: "travel-bot" }, 1)).ids, ["claim-2"]);
        assert.deepEqual((await pages(approvals, { ...inbox, reviewer: "nobody" }, 1)).ids, []);
        const { items } = await approvals.list({ ...inbox, cursor: null, limit: 1 });
        assert.deepEqual(
          items,
          (await approvals.list({ reviewer: rita.id, cursor: null, limit: 100 })).items.slice(-1),
        );
      },
    );

    onStores(adapter, "of everybody's pending ones goes by time left too", async ({ approvals }, given) => {
      const all = { status: "pending", sort: "expiresAt" } as const;
      const changes = [...Array(20).keys()].map((index) =>
        given.requested(`claim-${index}`, {
          at: t0 + index,
          expiresAt: t0 + ((index * 7) % 20) * minute + minute,
          reviewers: [index % 2 === 0 ? sam.id : rita.id],
          agent: index % 5 === 0 ? "travel-bot" : "claim-processor",
          executionId: index === 6 ? "run-6" : null,
        }),
      );
      await Promise.all(changes.map((change) => approvals.commit(change)));
      const [first, second, third] = changes.map(({ after }) => after);
      assert.ok(first && second && third);
      await approvals.commit(given.decided(first, t0 + 30, { reviewer: sam }));
      const expiresAt = t0 + 5 * minute + 1;
      await approvals.commit(given.change(second, { type: "change_expiry", by: rita, expiresAt }, t0 + 30));
      await approvals.commit(given.change(third, reassignTo("olga@example.com"), t0 + 30));
      const byTimeLeft = [3, 6, 9, 12, 1, 15, 18, 4, 7, 10, 13, 16, 19, 2, 5, 8, 11, 14, 17].map((n) => `claim-${n}`);
      for (const limit of [1, 2, 5, 100]) assert.deepEqual((await pages(approvals, all, limit)).ids, byTimeLeft);
      const filtered: readonly (readonly [Filters, readonly string[]])[] = [
        [{ agent: "travel-bot" }, ["claim-15", "claim-10", "claim-5"]],
        [{ requestedBy: "agent:travel-bot" }, ["claim-15", "claim-10", "claim-5"]],
        [{ executionId: "run-6" }, ["claim-6"]],
        [{ reviewer: "olga@example.com" }, ["claim-2"]],
      ];
      for (const [filters, ids] of filtered)
        for (const limit of [1, 100])
          assert.deepEqual((await pages(approvals, { ...all, ...filters }, limit)).ids, ids, JSON.stringify(filters));
      const { items } = await approvals.list({ ...all, cursor: null, limit: 1 });
      const [fourth] = (await approvals.list({ cursor: null, limit: 100 })).items.slice(-4);
      assert.deepEqual(items, [fourth]);
    });

    onStores(adapter, "of any of several reviewers has each once, in either order", async ({ approvals }, given) => {
      const olga = "olga@example.com";
      const asked = [[rita.id], [sam.id, rita.id], [olga], [sam.id], [rita.id, olga], ["nobody"]];
      const changes = asked.map((reviewers, index) =>
        given.requested(`claim-${index}`, { at: t0 + index, expiresAt: t0 + minute, reviewers }),
      );
      for (const change of changes) await approvals.commit(change);
      await approvals.commit(given.decided(changes[3]?.after ?? assert.fail(), t0 + 10, { reviewer: sam }));
      const pending = { status: "pending", anyReviewer: [rita.id, sam.id] } as const;
      const urgent = { ...pending, sort: "expiresAt" } as const;
      for (const limit of [1, 2, 100]) {
        assert.deepEqual((await pages(approvals, pending, limit)).ids, ["claim-4", "claim-1", "claim-0"]);
        assert.deepEqual((await pages(approvals, urgent, limit)).ids, ["claim-0", "claim-1", "claim-4"]);
      }
      assert.deepEqual((await pages(approvals, { ...urgent, reviewer: olga }, 1)).ids, ["claim-4"]);
      assert.deepEqual((await pages(approvals, { ...urgent, anyReviewer: [] }, 1)).ids, []);
      const crowd = Array.from({ length: 60 }, (_, n) => `member-${n}`);
      assert.deepEqual((await pages(approvals, { ...urgent, anyReviewer: [...crowd, olga] }, 1)).ids, [
        "claim-2",
        "claim-4",
      ]);
    });

    onStores(
      adapter,
      "of any of several reviewers has what was escalated to one of them",
      async ({ approvals }, given) => {
        const team = { status: "pending", sort: "expiresAt", anyReviewer: ["olga@example.com", sam.id] } as const;
        const policy = { escalateAfterHours: 1 / 60, escalateTo: ["olga@example.com"] };
        const created = given.requested("claim-1", { reviewers: [rita.id], policy, dueAt: t0 + minute });
        await approvals.commit(created);
        assert.deepEqual((await pages(approvals, team, 10)).ids, []);
        await approvals.commit(given.change(created.after, { type: "escalate" }, t0 + minute));
        assert.deepEqual((await pages(approvals, team, 10)).ids, ["claim-1"]);
        assert.deepEqual((await pages(approvals, { ...team, anyReviewer: [rita.id] }, 10)).ids, ["claim-1"]);
      },
    );

    onStores(
      adapter,
      "by time left goes on behind one that was decided, and misses none of an instant",
      async ({ approvals }, given) => {
        const inbox = { reviewer: rita.id, status: "pending", sort: "expiresAt" } as const;
        const ids = Array.from({ length: 12 }, (_, index) => `claim-${index}`);
        const changes = ids.map((id) => given.requested(id, { expiresAt: t0 + minute }));
        await Promise.all(changes.map((change) => approvals.commit(change)));
        const first = await approvals.list({ ...inbox, cursor: null, limit: 5 });
        const seen = first.items.map(({ approvalRequestId }) => approvalRequestId);
        for (const { after } of changes)
          if (seen.includes(after.approvalRequestId)) await approvals.commit(given.decided(after, t0 + 1));
        const rest = await approvals.list({ ...inbox, cursor: first.nextCursor, limit: 100 });
        const all = [...seen, ...rest.items.map(({ approvalRequestId }) => approvalRequestId)];
        assert.deepEqual(all.sort(), [...ids].sort());
        assert.equal(rest.nextCursor, null);
      },
    );

    onStores(adapter, "is empty before anything was requested", async ({ approvals }) => {
      assert.deepEqual(await approvals.list({ cursor: null, limit: 10 }), { items: [], nextCursor: null });
    });

    onStores(adapter, "refuses a cursor that it never handed out", async ({ approvals }) => {
      for (const cursor of ["", "x", "bm9uc2Vuc2U", "%%%", "WzEsMl0", "a".repeat(1000)])
        for (const sorted of [{}, { reviewer: rita.id, status: "pending", sort: "expiresAt" } as const])
          await assert.rejects(approvals.list({ ...sorted, cursor, limit: 10 }), InvalidCursor, cursor);
    });
  });
}
