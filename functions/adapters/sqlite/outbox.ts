import type { AuditEntry } from "../../core/audit-entry.ts";
import type { Database } from "./database.ts";

/** Committed audit entries in the order of their commits, and how far their effects have been seen to. */
export function sqliteOutbox(db: Database) {
  return {
    /** Has `listener` called after every commit, of whatever: there may be entries. */
    onCommit: (listener: () => void): void => {
      db.onCommit = listener;
    },
    /** Entries after `seq`, oldest first. */
    after: (seq: number, limit: number): readonly { readonly seq: number; readonly entry: AuditEntry }[] =>
      db
        .all("SELECT seq, entry FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)
        .map((row) => ({ seq: Number(row.seq), entry: JSON.parse(String(row.entry)) as AuditEntry })),
    done: (): number => Number(db.get("SELECT done FROM outbox")?.done),
    markDone: (seq: number): Promise<number> => db.write(() => db.run("UPDATE outbox SET done = ?", seq)),
    /** How far they have been counted in the statistics. */
    counted: (): number => Number(db.get("SELECT counted FROM outbox")?.counted),
    markCounted: (seq: number): Promise<number> => db.write(() => db.run("UPDATE outbox SET counted = ?", seq)),
  };
}

export type Outbox = ReturnType<typeof sqliteOutbox>;
