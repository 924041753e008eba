import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Document, lostMarks, marked, nextDelivery, nextEntry, nextWaiter, pigeonKey } from "./next-documents.ts";
import { dumpFile, insertRows, restoreFile, type StoredFile } from "./sqlite-file.ts";

type Row = Record<string, Document>;

/** Columns with a document that may grow, by their tables. */
const documents: Readonly<Record<string, string>> = {
  approvals: "approval",
  contents: "content",
  api_keys: "api_key",
  webhooks: "endpoint",
  delivered_events: "event",
  deliveries: "delivery",
  reviewer_entries: "entry",
  notes: "note",
};

/** The file as the next version might have left it: a step further, with columns, attributes and rows of its own. */
export function fileOfNext(stored: StoredFile): StoredFile {
  const folder = mkdtempSync(join(tmpdir(), "sayso-next-"));
  const path = join(folder, "sayso.db");
  try {
    restoreFile(path, { ...stored, rows: {} });
    const db = new DatabaseSync(path);
    db.exec("BEGIN; CREATE TABLE lofts (name TEXT PRIMARY KEY) STRICT; INSERT INTO lofts VALUES ('north');");
    for (const table of Object.keys(stored.rows))
      db.exec(`ALTER TABLE ${table} ADD COLUMN from_next TEXT NOT NULL DEFAULT 'nothing'`);
    const rows = structuredClone(stored.rows) as Record<string, Row[]>;
    for (const [table, column] of Object.entries(documents))
      for (const row of rows[table] ?? []) row[column] = JSON.stringify(marked(JSON.parse(row[column])));
    addWhatNextKnows(rows);
    for (const [table, some] of Object.entries(rows))
      insertRows(
        db,
        table,
        some.map((row) => ({ ...row, from_next: "something" })),
      );
    db.exec(`PRAGMA user_version=${stored.userVersion + 1}; COMMIT`);
    db.close();
    return dumpFile(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function addWhatNextKnows(rows: Record<string, Row[]>): void {
  const { approvals = [], audit = [], deliveries = [], webhooks = [] } = rows;
  edit(approvals, "claim-untold", "approval", (approval) => approval.waiters.push(nextWaiter));
  const chain = audit.filter(({ approval_id, entry }) => approval_id === "claim-event" && JSON.parse(entry).sequence);
  const last = chain.at(-1) as Row;
  const entry = nextEntry(JSON.parse(last.entry));
  const position = [entry.at, "claim-event", String(entry.sequence).padStart(8, "0"), entry.eventId].join(" ");
  const { type, eventId: event_id } = entry;
  audit.push({ ...last, seq: audit.length + 1, position, event_id, type, entry: JSON.stringify(entry) });
  const row = edit(approvals, "claim-event", "approval", (approval) => {
    Object.assign(approval, { version: entry.sequence, lastHash: entry.hash });
  });
  Object.assign(row, { version: entry.sequence, last_hash: entry.hash });
  const delivery = nextDelivery(JSON.parse(deliveries[0]?.delivery));
  const { status, dueAt: due_at } = delivery;
  deliveries.push({ ...deliveries[0], destination: pigeonKey, status, due_at, delivery: JSON.stringify(delivery) });
  for (const { id } of webhooks) edit(webhooks, id, "endpoint", (endpoint) => endpoint.signatures.push("v2"));
}

function edit(rows: readonly Row[], id: string, column: string, change: (document: Document) => void): Row {
  const row = rows.find((one) => one.id === id) as Row;
  const document = JSON.parse(row[column]);
  change(document);
  row[column] = JSON.stringify(document);
  return row;
}

/** What of the next version's is in the file no more. */
export function lostRows(next: StoredFile, path: string): readonly string[] {
  const db = new DatabaseSync(path);
  const keyOf = (table: string) =>
    db
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .filter(({ pk }) => Number(pk) > 0)
      .map(({ name }) => String(name));
  const keys = Object.fromEntries(Object.keys(next.rows).map((table) => [table, keyOf(table)]));
  db.close();
  const now = dumpFile(path);
  const lost = Object.entries(next.rows).flatMap(([table, rows]) => {
    const nameOf = (row: Row) => `${table} ${keys[table]?.map((column) => row[column]).join(" ")}`;
    const after = new Map(now.rows[table]?.map((row) => [nameOf(row), row as Row]));
    const column = documents[table];
    return rows.flatMap((row: Row): readonly string[] => {
      const name = nameOf(row);
      const left = after.get(name);
      if (!left || left.from_next !== row.from_next) return [name];
      if (column === undefined) return [];
      return lostMarks(JSON.parse(row[column]), JSON.parse(left[column])).map((place) => `${name} ${place}`);
    });
  });
  return now.userVersion === next.userVersion ? lost : [...lost, `user_version is ${now.userVersion}`];
}
