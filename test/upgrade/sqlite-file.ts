import { DatabaseSync, type SQLInputValue } from "node:sqlite";

type Row = Readonly<Record<string, SQLInputValue>>;

/** A SQLite database as JSON: what made its tables, and their rows. */
export interface StoredFile {
  readonly userVersion: number;
  readonly schema: readonly string[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

export function dumpFile(path: string): StoredFile {
  const db = new DatabaseSync(path);
  try {
    const userVersion = Number(db.prepare("PRAGMA user_version").get()?.user_version);
    const made = db
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
      )
      .all() as { type: string; name: string; sql: string }[];
    const tables = made.filter(({ type }) => type === "table").map(({ name }) => name);
    const rows = tables.map((name) => [
      name,
      db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => ({ ...row })),
    ]);
    return { userVersion, schema: made.map(({ sql }) => sql), rows: Object.fromEntries(rows) };
  } finally {
    db.close();
  }
}

/** Makes the file again. */
export function restoreFile(path: string, { userVersion, schema, rows }: StoredFile): void {
  const db = new DatabaseSync(path);
  db.exec("PRAGMA synchronous=OFF; BEGIN");
  for (const sql of schema) db.exec(sql);
  for (const [table, some] of Object.entries(rows)) insertRows(db, table, some);
  db.exec(`PRAGMA user_version=${userVersion}; COMMIT`);
  db.close();
}

export function insertRows(db: DatabaseSync, table: string, rows: readonly Row[]): void {
  for (const row of rows) {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
    db.prepare(sql).run(...Object.values(row));
  }
}
