import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Database } from "../../functions/adapters/sqlite/database.ts";
import { migrations } from "../../functions/adapters/sqlite/schema.ts";
import { dumpFile, insertRows, restoreFile, type StoredFile } from "./sqlite-file.ts";

function inFolder<T>(body: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "sayso-steps-"));
  try {
    return body(join(folder, "sayso.db"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The database as the first steps alone make it, with those rows and columns of a later one for which it has a place. */
export function fileAfterSteps(later: StoredFile, steps: number): StoredFile {
  return inFolder((path) => {
    const db = new DatabaseSync(path);
    db.exec("BEGIN");
    for (const step of migrations.slice(0, steps)) db.exec(step);
    db.exec("DELETE FROM outbox");
    for (const [table, rows] of Object.entries(later.rows)) {
      const columns = db
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map(({ name }) => String(name));
      if (columns.length === 0) continue;
      const known = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => columns.includes(name)));
      insertRows(db, table, rows.map(known));
    }
    db.exec(`PRAGMA user_version=${steps}; COMMIT`);
    db.close();
    return dumpFile(path);
  });
}

/** Rows that are not there any more, or not as they were, once today's program has opened the file. */
export function lostInMigration(earlier: StoredFile): readonly string[] {
  return inFolder((path) => {
    restoreFile(path, earlier);
    new Database(path).close();
    const now = dumpFile(path);
    return Object.entries(earlier.rows).flatMap(([table, rows]) => {
      const pick = (row: object) => JSON.stringify(Object.keys(rows[0] ?? {}).map((name) => Object(row)[name]));
      const there = new Set(now.rows[table]?.map(pick));
      return rows.filter((row) => !there.has(pick(row))).map((row) => `${table} ${JSON.stringify(row)}`);
    });
  });
}
