import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import { dumpFile, type StoredFile } from "./sqlite-file.ts";
import { type HandedOut, makeUnderWay, stoppedAt } from "./under-way.ts";

const hour = 3_600_000;

/** The database of a deployment that was stopped with something of everything under way. */
export async function makeStoredFile(): Promise<{ readonly stored: StoredFile; readonly handedOut: HandedOut }> {
  const folder = mkdtempSync(join(tmpdir(), "sayso-fixture-"));
  const path = join(folder, "sayso.db");
  try {
    const { outbox, slackTasks, sessions, close, ...stores } = openSqliteStores(path);
    const handedOut = await makeUnderWay({ stores });
    const entries = outbox.after(0, 1_000);
    const unseen = entries.findIndex(
      ({ entry }) => entry.type === "approval.decided" && entry.decision === "request_changes",
    );
    await outbox.markDone(entries[unseen - 1]?.seq ?? 0);
    await outbox.markCounted(entries[unseen - 1]?.seq ?? 0);
    await sessions.begin("5e55".repeat(16), stoppedAt + hour, stoppedAt);
    await slackTasks.add({ kind: "say", slackUser: "U01RITA", responseUrl: null, words: "Nothing was decided." });
    close();
    return { stored: dumpFile(path), handedOut };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
