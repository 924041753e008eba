import type { ResumeClaims } from "../../ports/resume-claims.ts";
import type { Database } from "./database.ts";

export function sqliteResumeClaims(db: Database): ResumeClaims {
  return {
    take: (id, waiterId, holder, now, until) =>
      db.write(() => {
        db.run(
          `INSERT INTO resume_claims (approval_id, waiter_id, attempts, unheard, until, holder) VALUES (?, ?, 1, 1, ?, ?)
           ON CONFLICT DO UPDATE SET attempts = attempts + 1, unheard = unheard + 1, until = excluded.until,
             holder = excluded.holder
           WHERE until <= ? AND holder <> excluded.holder`,
          ...[id, waiterId, until, holder, now],
        );
        const sql = "SELECT attempts, unheard, holder FROM resume_claims WHERE approval_id = ? AND waiter_id = ?";
        const row = db.get(sql, id, waiterId);
        if (row?.holder !== holder) return undefined;
        return { attempt: Number(row.attempts), unheard: Number(row.unheard) - 1 };
      }),
    putOff: (id, waiterId, { attempt, unheard }, until, heard) =>
      db.write(() => {
        db.run(
          `UPDATE resume_claims SET unheard = ?, until = ?, holder = ''
           WHERE approval_id = ? AND waiter_id = ? AND attempts = ?`,
          ...[heard ? unheard : unheard + 1, until, id, waiterId, attempt],
        );
      }),
    hasten: (id, waiterId, now) =>
      db.write(() => {
        db.run(
          `UPDATE resume_claims SET attempts = 0, until = ?
           WHERE approval_id = ? AND waiter_id = ? AND holder = '' AND until > ?`,
          ...[now, id, waiterId, now],
        );
      }),
    waits: async (id) => {
      const rows = db.all("SELECT waiter_id AS waiterId, until FROM resume_claims WHERE approval_id = ?", id);
      return new Map(rows.map(({ waiterId, until }) => [String(waiterId), Number(until)]));
    },
  };
}
