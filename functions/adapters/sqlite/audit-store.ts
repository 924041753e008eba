import { type AuditEntry, auditPosition, type Disclosures, type SealedEntry } from "../../core/audit-entry.ts";
import { toUtc } from "../../core/instant.ts";
import type { AuditQuery, AuditStore } from "../../ports/audit-store.ts";
import { toPage, toPosition } from "./cursor.ts";
import type { Database } from "./database.ts";

export function sqliteAuditStore(db: Database): AuditStore {
  return {
    query: async (query) => find(db, query),
    observe: (sealed) =>
      db.write(() => {
        if (db.get("SELECT 1 FROM audit WHERE event_id = ?", sealed.entry.eventId)) return "duplicate";
        insertEntry(db, sealed);
        return "observed";
      }),
  };
}

/** Only inside a write. */
export function insertEntry(db: Database, { entry, disclosures }: SealedEntry): void {
  db.run(
    "INSERT INTO audit (position, event_id, approval_id, type, agent, entry) VALUES (?, ?, ?, ?, ?, ?)",
    ...[auditPosition(entry), entry.eventId, entry.approvalRequestId, entry.type, entry.agent, JSON.stringify(entry)],
  );
  if (Object.keys(disclosures).length === 0) return;
  const reviewer = disclosures.reviewer?.value ?? null;
  const sql = "INSERT INTO disclosures (event_id, reviewer, disclosures) VALUES (?, ?, ?)";
  db.run(sql, entry.eventId, reviewer, JSON.stringify(disclosures));
}

function find(db: Database, query: AuditQuery) {
  const { from, to, type, agent, reviewer, approvalRequestId, order = "asc", cursor, limit } = query;
  const conditions: [string, string | undefined][] = [
    ["a.approval_id = ?", approvalRequestId],
    ["a.type = ?", type],
    ["a.agent = ?", agent],
    ["d.reviewer = ?", reviewer],
    ["a.position >= ?", from === undefined ? undefined : toUtc(from)],
    ["a.position < ?", to === undefined ? undefined : toUtc(to)],
    [`a.position ${order === "asc" ? ">" : "<"} ?`, toPosition(cursor)?.[1]],
  ];
  const given = conditions.filter((condition): condition is [string, string] => condition[1] !== undefined);
  const where = given.length ? `WHERE ${given.map(([sql]) => sql).join(" AND ")}` : "";
  const rows = db.all(
    `SELECT a.entry, d.disclosures FROM audit a LEFT JOIN disclosures d ON d.event_id = a.event_id
     ${where} ORDER BY a.position ${order} LIMIT ?`,
    ...given.map(([, value]) => value),
    limit + 1,
  );
  return toPage(rows.map(toSealed), limit, (last) => [0, auditPosition(last.entry)]);
}

function toSealed({ entry, disclosures }: Record<string, unknown>): SealedEntry {
  return {
    entry: JSON.parse(String(entry)) as AuditEntry,
    disclosures: disclosures ? (JSON.parse(String(disclosures)) as Disclosures) : {},
  };
}
