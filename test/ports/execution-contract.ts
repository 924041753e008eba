import assert from "node:assert/strict";
import { suite } from "node:test";
import type { ExecutionQuery, ExecutionStore } from "../../functions/ports/execution-store.ts";
import { InvalidCursor } from "../../functions/ports/page.ts";
import { cancelBy, day, minute, t0 } from "./given.ts";
import { type Adapter, onStores, plain } from "./stores-under-test.ts";

const running = { agent: "claim-processor", owner: "agent:claim-processor", status: "running" } as const;

async function ids(executions: ExecutionStore, filters: Omit<ExecutionQuery, "cursor" | "limit">, limit: number) {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await executions.list({ ...filters, cursor, limit });
    found.push(...page.items.map(({ executionId }) => executionId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** `ExecutionStore` without its notes, and how commits count what an execution waits for. */
export function executionContract(adapter: Adapter): void {
  suite("executions", () => {
    onStores(adapter, "are opened and ended by who declares them", async ({ executions }) => {
      assert.equal(await executions.load("run-1"), undefined);
      const opened = {
        ...{ executionId: "run-1", ...running, pendingApprovals: 0, latestApproval: null },
        ...{ createdAt: t0, updatedAt: t0 },
      };
      assert.deepEqual(plain(await executions.declare({ executionId: "run-1", ...running }, t0)), {
        outcome: "declared",
        execution: opened,
      });
      assert.deepEqual(plain(await executions.load("run-1")), opened);
      const ended = { ...opened, status: "succeeded" as const, updatedAt: t0 + minute };
      assert.deepEqual(
        plain(
          await executions.declare(
            { executionId: "run-1", agent: "renamed", owner: running.owner, status: "succeeded" },
            t0 + minute,
          ),
        ),
        { outcome: "declared", execution: ended },
      );
      assert.deepEqual(plain(await executions.load("run-1")), ended);
    });

    onStores(adapter, "are nobody else's to declare", async ({ executions }) => {
      const { execution } = await executions.declare({ executionId: "run-1", ...running }, t0);
      const theirs = { executionId: "run-1", agent: "thief", owner: "agent:thief", status: "failed" } as const;
      assert.deepEqual(await executions.declare(theirs, t0 + minute), { outcome: "not_yours", execution });
      assert.deepEqual(plain(await executions.load("run-1")), plain(execution));
    });

    onStores(
      adapter,
      "are opened once: one that is there, or has ended, or is another's, stays as it is",
      async (stores) => {
        const { executions } = stores;
        const { status: _, ...opening } = { executionId: "run-1", ...running };
        const opened = { ...opening, status: "running", pendingApprovals: 0, latestApproval: null } as const;
        const first = { ...opened, createdAt: t0, updatedAt: t0 };
        assert.deepEqual(plain(await executions.open(opening, t0)), first);
        assert.deepEqual(plain(await executions.load("run-1")), first);
        await executions.declare({ ...opening, status: "failed" }, t0 + minute);
        const failed = { ...first, status: "failed", updatedAt: t0 + minute };
        for (const owner of [running.owner, "agent:thief"])
          assert.deepEqual(plain(await executions.open({ ...opening, owner }, t0 + 2 * minute)), failed);
        assert.deepEqual(plain(await executions.load("run-1")), failed);
        assert.deepEqual(await ids(executions, {}, 10), ["run-1"]);
      },
    );

    onStores(adapter, "are opened by their first approval", async ({ approvals, executions }, given) => {
      await approvals.commit(given.requested("claim-1", { executionId: "run-1", requester: "key:4f1c" }));
      assert.deepEqual(plain(await executions.load("run-1")), {
        executionId: "run-1",
        agent: "claim-processor",
        owner: "key:4f1c",
        status: "running",
        pendingApprovals: 1,
        latestApproval: "claim-1",
        createdAt: t0,
        updatedAt: t0,
      });
      await approvals.commit(given.requested("claim-2"));
      assert.deepEqual(await ids(executions, {}, 10), ["run-1"]);
    });

    onStores(adapter, "stay as declared when approvals come and go", async ({ approvals, executions }, given) => {
      await executions.declare({ executionId: "run-1", agent: "first", owner: "agent:first", status: "failed" }, t0);
      const created = given.requested("claim-1", { at: t0 + minute, executionId: "run-1" });
      await approvals.commit(created);
      const waiting = { executionId: "run-1", agent: "first", owner: "agent:first", status: "failed", createdAt: t0 };
      assert.deepEqual(plain(await executions.load("run-1")), {
        ...waiting,
        pendingApprovals: 1,
        latestApproval: "claim-1",
        updatedAt: t0 + minute,
      });
      await approvals.commit(given.decided(created.after, t0 + 2 * minute));
      assert.deepEqual(plain(await executions.load("run-1")), {
        ...waiting,
        pendingApprovals: 0,
        latestApproval: "claim-1",
        updatedAt: t0 + 2 * minute,
      });
    });

    onStores(adapter, "count every pending approval, however each ends", async ({ approvals, executions }, given) => {
      const count = async () => (await executions.load("run-1"))?.pendingApprovals;
      const asked = ["a", "b", "c", "d", "e"].map((id) => given.requested(id, { executionId: "run-1" }));
      await Promise.all(asked.map((change) => approvals.commit(change)));
      assert.equal(await count(), 5);
      const [a, b, c, d, e] = asked.map(({ after }) => after);
      if (!(a && b && c && d && e)) assert.fail();
      await approvals.commit(given.decided(a, t0 + minute));
      await approvals.commit(given.decided(b, t0 + minute, { decision: "request_changes" }));
      assert.equal(await count(), 3);
      await approvals.commit(given.change(c, { type: "expire" }, t0 + 3 * day));
      await approvals.commit(given.change(d, cancelBy(), t0 + minute));
      assert.equal(await count(), 1);
      await approvals.commit(given.change(e, { type: "fail", feedback: "the wait broke" }, t0 + minute));
      assert.equal(await count(), 0);
    });

    onStores(adapter, "count an approval once, whoever else waits on it", async ({ approvals, executions }, given) => {
      const counts = async () =>
        Promise.all(["run-1", "run-2"].map(async (id) => (await executions.load(id))?.pendingApprovals));
      const created = given.requested("claim-1", { executionId: "run-1" });
      const again = given.attached(created.after, "w-2", "run-1", t0 + 1);
      const other = given.attached(again.after, "w-3", "run-2", t0 + 2);
      await approvals.commit(created);
      await approvals.commit(again);
      assert.deepEqual(await counts(), [1, undefined]);
      await approvals.commit(other);
      assert.deepEqual(await counts(), [1, 1]);
      const decided = given.decided(other.after, t0 + minute);
      await approvals.commit(decided);
      assert.deepEqual(await counts(), [0, 0]);
      await approvals.commit(given.attached(decided.after, "w-4", "run-3", t0 + 2 * minute));
      assert.equal(await executions.load("run-3"), undefined);
    });

    onStores(adapter, "are listed newest first, by agent and owner", async ({ executions }) => {
      const declare = (executionId: string, at: number, agent: string, owner: string) =>
        executions.declare({ executionId, agent, owner, status: "running" }, at);
      await declare("run-b", t0 + minute, "one", "agent:one");
      await declare("run-a", t0, "one", "key:4f1c");
      await declare("run-d", t0 + minute, "two", "key:4f1c");
      await declare("run-c", t0 + minute, "one", "agent:one");
      await declare("run-a", t0 + day, "one", "key:4f1c");
      for (const limit of [1, 2, 3, 100]) {
        assert.deepEqual(await ids(executions, {}, limit), ["run-d", "run-c", "run-b", "run-a"]);
        assert.deepEqual(await ids(executions, { agent: "one" }, limit), ["run-c", "run-b", "run-a"]);
        assert.deepEqual(await ids(executions, { owner: "key:4f1c" }, limit), ["run-d", "run-a"]);
        assert.deepEqual(await ids(executions, { agent: "one", owner: "key:4f1c" }, limit), ["run-a"]);
        assert.deepEqual(await ids(executions, { agent: "three" }, limit), []);
      }
    });

    onStores(adapter, "are listed as they now are", async ({ approvals, executions }, given) => {
      await approvals.commit(given.requested("claim-1", { executionId: "run-1" }));
      await approvals.commit(given.requested("claim-2", { executionId: "run-1", at: t0 + minute }));
      const { items } = await executions.list({ cursor: null, limit: 10 });
      assert.deepEqual(plain(items), [
        {
          ...{ executionId: "run-1", ...running, pendingApprovals: 2, latestApproval: "claim-2" },
          ...{ createdAt: t0, updatedAt: t0 + minute },
        },
      ]);
    });

    onStores(adapter, "refuse a cursor that they never handed out", async ({ executions }) => {
      await assert.rejects(executions.list({ cursor: "bm9uc2Vuc2U", limit: 10 }), InvalidCursor);
      await assert.rejects(executions.notes("run-1", { cursor: "bm9uc2Vuc2U", limit: 10 }), InvalidCursor);
    });
  });
}
