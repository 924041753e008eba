import { keptEntry } from "../../core/reviewer-entry.ts";
import type { ReviewerDirectory } from "../../ports/reviewer-directory.ts";
import type { Database } from "./database.ts";

export function sqliteReviewerDirectory(db: Database): ReviewerDirectory {
  const fromRow = (row: Readonly<Record<string, unknown>>) => keptEntry(String(row.entry));
  const find = (id: string) => {
    const row = db.get("SELECT entry FROM reviewer_entries WHERE id = ?", id);
    return row && fromRow(row);
  };
  return {
    find: async (id) => find(id),
    list: async () => db.all("SELECT entry FROM reviewer_entries ORDER BY id").map(fromRow),
    put: (entry) =>
      db.write(() => {
        const outcome = find(entry.id) ? "replaced" : "created";
        db.run(
          "INSERT INTO reviewer_entries (id, entry) VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry",
          ...[entry.id, JSON.stringify(entry)],
        );
        return outcome;
      }),
    remove: (id) =>
      db.write(() => (db.run("DELETE FROM reviewer_entries WHERE id = ?", id) === 1 ? "removed" : "not_found")),
  };
}
