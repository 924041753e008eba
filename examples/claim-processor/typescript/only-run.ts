import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Held for the life of the process; the system lets go of it however the process ends. */
const held: DatabaseSync[] = [];

/** Whether this process is now the only one that works on the journal. */
export async function onlyRun(journal: string): Promise<boolean> {
  await mkdir(dirname(journal), { recursive: true });
  const lock = new DatabaseSync(`${journal}.lock`);
  // The run before may be on its way out.
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      lock.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
      held.push(lock);
      return true;
    } catch (error) {
      if (!/locked/.test((error as Error).message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  lock.close();
  return false;
}
