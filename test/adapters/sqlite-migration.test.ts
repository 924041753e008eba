import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { migrations } from "../../functions/adapters/sqlite/schema.ts";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import type { Approval } from "../../functions/core/approval.ts";
import { given, minute, rita, t0 } from "../ports/given.ts";

/** The tables as they were before statistics and inboxes, with the rows that were written then. */
function olderFile(path: string, approvals: readonly Approval[]): void {
  const db = new DatabaseSync(path);
  for (const step of migrations.slice(0, 2)) db.exec(step);
  db.exec("PRAGMA user_version=2");
  for (const approval of approvals) {
    const { approvalRequestId: id, version, lastHash, status, agent, requestedBy, createdAt } = approval;
    db.prepare("INSERT INTO approvals VALUES (?, ?, ?, ?, ?, NULL, ?, ?, NULL, ?)").run(
      ...[id, version, lastHash, status, agent, requestedBy.id, createdAt, JSON.stringify(approval)],
    );
    for (const reviewer of approval.reviewers)
      db.prepare("INSERT INTO reviewers VALUES (?, ?, ?)").run(reviewer, createdAt, id);
  }
  db.close();
}

test("approvals that an older release kept are found by status and by time left", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sayso-migration-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "sayso.db");
  const { requested, decided } = given();
  const late = requested("late", { expiresAt: t0 + 9 * minute });
  const soon = requested("soon", { at: t0 + 1, expiresAt: t0 + 5 * minute });
  const done = decided(requested("done", { at: t0 + 2 }).after, t0 + 3);
  olderFile(path, [late.after, soon.after, done.after]);
  const stores = openSqliteStores(path);
  t.after(() => stores.close());
  const ids = async (filters: object) =>
    (await stores.approvals.list({ reviewer: rita.id, cursor: null, limit: 10, ...filters })).items.map(
      ({ approvalRequestId }) => approvalRequestId,
    );
  assert.deepEqual(await ids({}), ["done", "soon", "late"]);
  assert.deepEqual(await ids({ status: "pending" }), ["soon", "late"]);
  assert.deepEqual(await ids({ status: "pending", sort: "expiresAt" }), ["soon", "late"]);
  assert.deepEqual(await ids({ status: "approved" }), ["done"]);
  const { oldestCreatedAt, nearestExpiresAt } = await stores.stats.waiting();
  assert.deepEqual([oldestCreatedAt, nearestExpiresAt], [t0, t0 + 5 * minute]);
  assert.equal(await stores.approvals.commit(decided(soon.after, t0 + 4)), "committed");
  assert.deepEqual(await ids({ status: "pending" }), ["late"]);
  assert.equal(stores.outbox.counted(), 0, "what was committed before is still to be counted");
});
