import assert from "node:assert/strict";
import { suite } from "node:test";
import { assertChain, trail, trailIds } from "./audit-trail.ts";
import { content, day, minute, rita, sam, t0 } from "./given.ts";
import { type Adapter, onStores, plain } from "./stores-under-test.ts";

const replay = { key: "key:4f1c POST /v1/approvals k-1", payloadDigest: "sha256:b0d7", status: 201 };

/** `ApprovalStore.commit`, `load`, `loadContent`, `findReplay`. */
export function commitContract(adapter: Adapter): void {
  suite("commit", () => {
    onStores(adapter, "finds nothing under an id that nobody asked under", async ({ approvals }) => {
      assert.equal(await approvals.load("claim-1"), undefined);
      assert.equal(await approvals.loadContent("claim-1"), undefined);
      assert.equal(await approvals.findReplay("claim-1"), undefined);
    });

    onStores(adapter, "keeps a first request whole", async ({ approvals, audit }, given) => {
      const created = given.requested("claim-1", { content, executionId: "run-1" });
      assert.equal(await approvals.commit(created), "committed");
      const loaded = await approvals.load("claim-1");
      assert.deepEqual(loaded, created.after);
      assert.equal(loaded?.status, "pending");
      assert.equal(loaded?.version, 1);
      assert.deepEqual(await approvals.loadContent("claim-1"), content);
      assert.deepEqual(await trailIds(audit, { approvalRequestId: "claim-1" }), ["event-1"]);
    });

    onStores(adapter, "keeps a decision whole, and the content as it was", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { content });
      const response = { amount: 80, lines: ["a", null, { b: false }], zero: 0, empty: "", text: "žluťoučký 🐎" };
      const decided = given.decided(created.after, t0 + minute, { feedback: 'Pay 80, "not" 120\n', response });
      assert.equal(await approvals.commit(created), "committed");
      assert.equal(await approvals.commit(decided), "committed");
      const loaded = await approvals.load("claim-1");
      assert.deepEqual(loaded, decided.after);
      assert.equal(loaded?.status, "approved");
      assert.equal(loaded?.version, 2);
      assert.deepEqual(await approvals.loadContent("claim-1"), content);
    });

    onStores(adapter, "refuses a second first request under an id", async ({ approvals, audit }, given) => {
      const first = given.requested("claim-1", { content, title: "First" });
      const second = given.requested("claim-1", { content: { ...content, title: "Second" }, executionId: "run-2" });
      assert.equal(await approvals.commit(first), "committed");
      assert.equal(await approvals.commit(second), "conflict");
      assert.equal((await approvals.load("claim-1"))?.title, "First");
      assert.deepEqual(await approvals.loadContent("claim-1"), content);
      assert.deepEqual(await trailIds(audit), ["event-1"]);
    });

    onStores(adapter, "writes nothing of a change to a row that has changed", async (stores, given) => {
      const { approvals, audit, executions } = stores;
      const created = given.requested("claim-1", { executionId: "run-1" });
      const approved = given.decided(created.after, t0 + minute, {}, { dueAt: t0 + day });
      const rejected = given.decided(
        created.after,
        t0 + minute,
        { decision: "rejected", reviewer: rita },
        { dueAt: t0, replay },
      );
      await approvals.commit(created);
      assert.equal(await approvals.commit(approved), "committed");
      assert.equal(await approvals.commit(rejected), "conflict");
      assert.equal((await approvals.load("claim-1"))?.status, "approved");
      assert.deepEqual(await trailIds(audit), ["event-1", "event-2"]);
      assert.equal((await executions.load("run-1"))?.pendingApprovals, 0);
      assert.equal(await approvals.findReplay(replay.key), undefined);
      assert.deepEqual(await approvals.due(t0, 10), []);
    });

    onStores(adapter, "refuses a change to a row of the same version and another history", async (stores, given) => {
      const created = given.requested("claim-1");
      const forged = { ...created.after, lastHash: "sha256:another" };
      await stores.approvals.commit(created);
      assert.equal(await stores.approvals.commit(given.decided(forged, t0 + minute)), "conflict");
      assert.equal((await stores.approvals.load("claim-1"))?.status, "pending");
    });

    onStores(adapter, "refuses a change to what is not there", async ({ approvals, audit }, given) => {
      const created = given.requested("claim-1");
      assert.equal(await approvals.commit(given.decided(created.after, t0 + minute)), "conflict");
      assert.equal(await approvals.load("claim-1"), undefined);
      assert.deepEqual(await trailIds(audit), []);
    });

    onStores(adapter, "keeps what was answered under an idempotency key", async ({ approvals }, given) => {
      await approvals.commit(given.requested("claim-1", { replay }));
      assert.deepEqual(plain(await approvals.findReplay(replay.key)), replay);
      assert.equal(await approvals.findReplay("key:4f1c POST /v1/approvals k-2"), undefined);
    });

    onStores(adapter, "refuses an idempotency key that is taken, and all else with it", async (stores, given) => {
      const { approvals, audit } = stores;
      await approvals.commit(given.requested("claim-1", { replay }));
      const second = given.requested("claim-2", { content, replay: { ...replay, payloadDigest: "sha256:07h3r" } });
      assert.equal(await approvals.commit(second), "conflict");
      assert.equal(await approvals.load("claim-2"), undefined);
      assert.equal(await approvals.loadContent("claim-2"), undefined);
      assert.deepEqual(await trailIds(audit), ["event-1"]);
      assert.deepEqual(plain(await approvals.findReplay(replay.key)), replay);
    });

    onStores(adapter, "knows its own earlier success", async ({ approvals, audit, executions }, given) => {
      const created = given.requested("claim-1", { content, executionId: "run-1", replay });
      assert.equal(await approvals.commit(created), "committed");
      assert.equal(await approvals.commit(created), "committed");
      assert.equal((await executions.load("run-1"))?.pendingApprovals, 1);
      const decided = given.decided(created.after, t0 + minute, { decision: "request_changes" });
      assert.equal(await approvals.commit(decided), "committed");
      assert.equal(await approvals.commit(decided), "committed");
      assert.equal((await executions.load("run-1"))?.pendingApprovals, 0);
      assert.deepEqual(await trailIds(audit), ["event-1", "event-2"]);
    });

    onStores(adapter, "knows its own earlier success after others have gone on", async (stores, given) => {
      const { approvals, audit } = stores;
      const created = given.requested("claim-1", { replay });
      const attached = given.attached(created.after, "w-2", null, t0 + minute);
      await approvals.commit(created);
      await approvals.commit(attached);
      await approvals.commit(given.decided(attached.after, t0 + 2 * minute));
      assert.equal(await approvals.commit(created), "committed");
      assert.equal(await approvals.commit(attached), "committed");
      assert.equal((await approvals.load("claim-1"))?.version, 3);
      assert.deepEqual(await trailIds(audit), ["event-1", "event-2", "event-3"]);
    });

    onStores(adapter, "keeps several events of one change as one chain", async ({ approvals, audit }, given) => {
      const created = given.requested("claim-1", { expiresAt: t0 + minute });
      const late = given.attached(created.after, "w-2", "run-2", t0 + 2 * minute);
      await approvals.commit(created);
      assert.equal(await approvals.commit(late), "committed");
      const entries = (await trail(audit, { approvalRequestId: "claim-1" })).map(({ entry }) => entry);
      assert.deepEqual(
        entries.map(({ type, sequence }) => `${sequence} ${type}`),
        ["1 approval.created", "2 approval.expired", "3 approval.waiter_attached"],
      );
      assertChain(entries);
    });

    onStores(adapter, "takes as many reviewers and executions as there may be", async (stores, given) => {
      const reviewers = [rita.id, ...Array.from({ length: 19 }, (_, index) => `reviewer-${index}`)];
      const created = given.requested("claim-1", { content, reviewers, executionId: "run-0" });
      await stores.approvals.commit(created);
      let approval = created.after;
      for (let run = 1; run <= 15; run++) {
        const attached = given.attached(approval, `w-${run + 1}`, `run-${run}`, t0 + run);
        assert.equal(await stores.approvals.commit(attached), "committed");
        approval = attached.after;
      }
      assert.equal((await stores.executions.load("run-15"))?.pendingApprovals, 1);
      assert.equal(await stores.approvals.commit(given.decided(approval, t0 + minute)), "committed");
      for (let run = 0; run <= 15; run++)
        assert.equal((await stores.executions.load(`run-${run}`))?.pendingApprovals, 0);
    });

    onStores(adapter, "takes a reviewer who is named twice", async ({ approvals }, given) => {
      const created = given.requested("claim-1", { reviewers: [sam.id, sam.id] });
      assert.equal(await approvals.commit(created), "committed");
      const { items } = await approvals.list({ reviewer: sam.id, cursor: null, limit: 10 });
      assert.deepEqual(
        items.map(({ approvalRequestId }) => approvalRequestId),
        ["claim-1"],
      );
    });
  });
}
