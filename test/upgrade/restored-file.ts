import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import type { Restored } from "./going-on.ts";
import { restoreFile, type StoredFile } from "./sqlite-file.ts";

/** Today's stores over a file of before, in a folder that goes when they are closed. */
export function restoredFile(stored: StoredFile, losses: (path: string) => readonly string[] = () => []): Restored {
  const folder = mkdtempSync(join(tmpdir(), "sayso-restored-"));
  const path = join(folder, "sayso.db");
  restoreFile(path, stored);
  const { outbox, close, ...stores } = openSqliteStores(path);
  return {
    stores,
    seeToTheRest: async (own) => {
      for (const { entry } of outbox.after(outbox.done(), 1_000)) await dispatchEntry(own.deps, entry);
      await own.deliver();
    },
    losses: async () => {
      close();
      return losses(path);
    },
    close: async () => {
      close();
      rmSync(folder, { recursive: true });
    },
  };
}
