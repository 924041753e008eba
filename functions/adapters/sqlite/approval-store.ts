import { type Approval, type ApprovalContent, waitingExecutions } from "../../core/approval.ts";
import type { ApprovalStore, Change, Replay } from "../../ports/approval-store.ts";
import { insertEntry } from "./audit-store.ts";
import type { Database } from "./database.ts";
import { countPending } from "./execution-store.ts";
import { listApprovals } from "./list-approvals.ts";

export function sqliteApprovalStore(db: Database): ApprovalStore {
  return {
    load: async (id) => parse<Approval>(db.get("SELECT approval AS json FROM approvals WHERE id = ?", id)),
    loadContent: async (id) => parse<ApprovalContent>(db.get("SELECT content AS json FROM contents WHERE id = ?", id)),
    commit: (change) => db.write(() => commit(db, change)),
    list: async (query) => listApprovals(db, query),
    due: async (now, limit) =>
      db
        .all("SELECT id FROM approvals WHERE due_at <= ? ORDER BY due_at, id LIMIT ?", now, limit)
        .map((row) => String(row.id)),
    reschedule: ({ approvalRequestId, version }, dueAt) =>
      db.write(() => {
        db.run("UPDATE approvals SET due_at = ? WHERE id = ? AND version = ?", dueAt, approvalRequestId, version);
      }),
    findReplay: async (key) => {
      const row = db.get("SELECT key, payload_digest AS payloadDigest, status FROM replays WHERE key = ?", key);
      return row as Replay | undefined;
    },
  };
}

function parse<T>(row: Record<string, unknown> | undefined): T | undefined {
  return row && (JSON.parse(String(row.json)) as T);
}

function commit(db: Database, change: Change): "committed" | "conflict" {
  const { before, after, entries, content, replay } = change;
  const id = after.approvalRequestId;
  const row = db.get("SELECT version, last_hash FROM approvals WHERE id = ?", id);
  const own = entries.at(-1)?.entry.eventId ?? "";
  if (row && row.last_hash !== before?.lastHash && db.get("SELECT 1 FROM audit WHERE event_id = ?", own))
    return "committed";
  if (row?.version !== before?.version || row?.last_hash !== before?.lastHash) return "conflict";
  if (replay && db.get("SELECT 1 FROM replays WHERE key = ?", replay.key)) return "conflict";
  if (before) update(db, before, after, change.dueAt);
  else insert(db, after, change.dueAt);
  if (content) db.run("INSERT INTO contents (id, content) VALUES (?, ?)", id, JSON.stringify(content));
  for (const entry of entries) insertEntry(db, entry);
  countPending(db, after, waitingExecutions(before), waitingExecutions(after));
  if (replay) insertReplay(db, replay);
  return "committed";
}

function insertReplay(db: Database, { key, payloadDigest, status }: Replay): void {
  db.run("INSERT INTO replays (key, payload_digest, status) VALUES (?, ?, ?)", key, payloadDigest, status);
}

function insert(db: Database, approval: Approval, dueAt: number | null): void {
  const { approvalRequestId: id, version, lastHash, status, agent, executionId, requestedBy, createdAt } = approval;
  const json = JSON.stringify(approval);
  db.run(
    `INSERT INTO approvals
       (id, version, last_hash, status, agent, execution_id, requested_by, created_at, due_at, approval, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, version, lastHash, status, agent, executionId, requestedBy.id, createdAt, dueAt, json, approval.expiresAt],
  );
  putReviewers(db, approval);
}

function putReviewers(db: Database, { approvalRequestId: id, reviewers, createdAt, status, expiresAt }: Approval) {
  const sql = `INSERT INTO reviewers (reviewer, created_at, id, status, expires_at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET status = excluded.status, expires_at = excluded.expires_at`;
  for (const reviewer of new Set(reviewers)) db.run(sql, reviewer, createdAt, id, status, expiresAt);
}

function update(db: Database, before: Approval, approval: Approval, dueAt: number | null): void {
  const { approvalRequestId: id, version, lastHash, status, expiresAt } = approval;
  db.run(
    "UPDATE approvals SET version = ?, last_hash = ?, status = ?, due_at = ?, approval = ?, expires_at = ? WHERE id = ?",
    ...[version, lastHash, status, dueAt, JSON.stringify(approval), expiresAt, id],
  );
  if (
    before.status === status &&
    before.expiresAt === expiresAt &&
    before.reviewers.join() === approval.reviewers.join()
  )
    return;
  for (const reviewer of before.reviewers.filter((known) => !approval.reviewers.includes(known)))
    db.run("DELETE FROM reviewers WHERE reviewer = ? AND created_at = ? AND id = ?", reviewer, before.createdAt, id);
  putReviewers(db, approval);
}
