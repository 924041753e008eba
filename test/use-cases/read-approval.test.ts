import assert from "node:assert/strict";
import { test } from "node:test";
import { readApproval, readContent } from "../../functions/use-cases/read-approval.ts";
import { answer, ask, sam } from "./claim.ts";
import { givenDeps, hour, minute, t0, typesOf } from "./given-deps.ts";

test("F4 F10 at expiry a reader finds expired whatever the timers did, and the chain says so from then on", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  time.now = t0 + 72 * hour - 1;
  assert.equal((await readApproval(deps, "claim-42"))?.status, "pending");
  time.now = t0 + 72 * hour;
  assert.equal((await readApproval(deps, "claim-42"))?.status, "expired");
  assert.equal((await readApproval(deps, "claim-42"))?.status, "expired");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.expired"]);
});

test("F4 a reader whose clock has just passed the expiry learns of the decision that was in time", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  const pending = await deps.approvals.load("claim-42");
  await answer(deps);
  time.now = t0 + 72 * hour;
  const loads = [pending];
  const stale = {
    ...deps,
    approvals: { ...deps.approvals, load: async (id: string) => loads.shift() ?? deps.approvals.load(id) },
  };
  assert.equal((await readApproval(stale, "claim-42"))?.status, "approved");
});

test("what was never asked is nothing; an approval without its content is an error", async () => {
  const { deps } = givenDeps();
  assert.equal(await readApproval(deps, "claim-99"), undefined);
  await assert.rejects(readContent(deps, "claim-99"), /claim-99 has no content/);
});

test("lists are newest first, filtered, and page by page whole even when an approval is decided in between", async () => {
  const { deps, time } = givenDeps();
  for (let n = 1; n <= 5; n++) {
    time.now = t0 + n * minute;
    await ask(deps, {
      approvalRequestId: `claim-${n}`,
      executionId: `run-${n % 2}`,
      reviewers: n > 3 ? ["sam"] : ["rita"],
    });
  }
  const ids = async (query: object) => {
    const page = await deps.approvals.list({ cursor: null, limit: 10, ...query });
    return page.items.map(({ approvalRequestId }) => approvalRequestId);
  };
  assert.deepEqual(await ids({}), ["claim-5", "claim-4", "claim-3", "claim-2", "claim-1"]);
  assert.deepEqual(await ids({ reviewer: "sam" }), ["claim-5", "claim-4"]);
  assert.deepEqual(await ids({ executionId: "run-1", reviewer: "rita" }), ["claim-3", "claim-1"]);
  const first = await deps.approvals.list({ cursor: null, limit: 2 });
  await answer(deps, { approvalRequestId: "claim-4", reviewer: sam });
  assert.deepEqual(await ids({ cursor: first.nextCursor, limit: 2 }), ["claim-3", "claim-2"]);
  assert.deepEqual(await ids({ status: "pending" }), ["claim-5", "claim-3", "claim-2", "claim-1"]);
  assert.deepEqual(await ids({ status: "approved" }), ["claim-4"]);
});
