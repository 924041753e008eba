import type { Approval } from "../../core/approval.ts";
import type { Execution, ExecutionQuery, ExecutionStore, Note } from "../../ports/execution-store.ts";
import { toPage, toPosition } from "./cursor.ts";
import type { Database } from "./database.ts";

const columns = `id AS executionId, agent, owner, status, pending AS pendingApprovals,
  latest_approval AS latestApproval, created_at AS createdAt, updated_at AS updatedAt`;

const insertion =
  "INSERT INTO executions (id, agent, owner, status, pending, latest_approval, created_at, updated_at) VALUES";

export function sqliteExecutionStore(db: Database): ExecutionStore {
  const load = (id: string) => db.get(`SELECT ${columns} FROM executions WHERE id = ?`, id) as Execution | undefined;
  return {
    load: async (id) => load(id),
    declare: ({ executionId, agent, owner, status }, now) =>
      db.write(() => {
        db.run(
          `${insertion} (?, ?, ?, ?, 0, NULL, ?, ?)
           ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at WHERE owner = excluded.owner`,
          ...[executionId, agent, owner, status, now, now],
        );
        const execution = load(executionId) as Execution;
        return { outcome: execution.owner === owner ? "declared" : "not_yours", execution };
      }),
    open: ({ executionId, agent, owner }, now) =>
      db.write(() => {
        const sql = `${insertion} (?, ?, ?, 'running', 0, NULL, ?, ?) ON CONFLICT (id) DO NOTHING`;
        db.run(sql, executionId, agent, owner, now, now);
        return load(executionId) as Execution;
      }),
    list: async (query) => list(db, query),
    addNote: (executionId, note) =>
      db.write(() => {
        const { noteId } = note;
        const sql = "INSERT OR IGNORE INTO notes (execution_id, note_id, note) VALUES (?, ?, ?)";
        return db.run(sql, executionId, noteId, JSON.stringify(note)) === 1 ? "added" : "duplicate";
      }),
    notes: async (executionId, { cursor, limit }) => {
      const after = toPosition(cursor)?.[0] ?? 0;
      const sql = "SELECT seq, note FROM notes WHERE execution_id = ? AND seq > ? ORDER BY seq LIMIT ?";
      const page = toPage(db.all(sql, executionId, after, limit + 1), limit, (last) => [Number(last.seq), ""]);
      return { ...page, items: page.items.map((row) => JSON.parse(String(row.note)) as Note) };
    },
    lastNotes: async (executionId, limit) => {
      const sql = "SELECT note FROM notes WHERE execution_id = ? ORDER BY seq DESC LIMIT ?";
      return db
        .all(sql, executionId, limit)
        .map((row) => JSON.parse(String(row.note)) as Note)
        .reverse();
    },
  };
}

/** Only inside a write. An execution that was never announced is opened by its first approval. */
export function countPending(
  db: Database,
  { approvalRequestId, agent, requestedBy, updatedAt }: Approval,
  before: readonly string[],
  after: readonly string[],
): void {
  for (const id of after.filter((other) => !before.includes(other)))
    db.run(
      `${insertion} (?, ?, ?, 'running', 1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET pending = pending + 1, latest_approval = excluded.latest_approval,
         updated_at = excluded.updated_at`,
      ...[id, agent, requestedBy.id, approvalRequestId, updatedAt, updatedAt],
    );
  for (const id of before.filter((other) => !after.includes(other)))
    db.run("UPDATE executions SET pending = pending - 1, updated_at = ? WHERE id = ?", updatedAt, id);
}

function list(db: Database, { agent, owner, cursor, limit }: ExecutionQuery) {
  const position = toPosition(cursor);
  const where = [
    ...(agent === undefined ? [] : ["agent = ?"]),
    ...(owner === undefined ? [] : ["owner = ?"]),
    ...(position ? ["(created_at, id) < (?, ?)"] : []),
  ];
  const values = [...[agent, owner].filter((value) => value !== undefined), ...(position ?? [])];
  const rows = db.all(
    `SELECT ${columns} FROM executions ${where.length ? `WHERE ${where.join(" AND ")}` : ""}
     ORDER BY created_at DESC, id DESC LIMIT ?`,
    ...values,
    limit + 1,
  ) as unknown as Execution[];
  return toPage(rows, limit, (last) => [last.createdAt, last.executionId]);
}
