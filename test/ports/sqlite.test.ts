import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import { storeContract } from "./store-contract.ts";
import type { StoresUnderTest } from "./stores-under-test.ts";

async function open(): Promise<StoresUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), "sayso-sqlite-"));
  const path = join(directory, "sayso.db");
  let stores = openSqliteStores(path);
  return {
    get approvals() {
      return stores.approvals;
    },
    get audit() {
      return stores.audit;
    },
    get executions() {
      return stores.executions;
    },
    get apiKeys() {
      return stores.apiKeys;
    },
    get resumeClaims() {
      return stores.resumeClaims;
    },
    get webhooks() {
      return stores.webhooks;
    },
    get deliveries() {
      return stores.deliveries;
    },
    get reviewers() {
      return stores.reviewers;
    },
    get receipts() {
      return stores.receipts;
    },
    get stats() {
      return stores.stats;
    },
    forget: async (_, eventId) => {
      stores.close();
      const db = new DatabaseSync(path);
      db.prepare("DELETE FROM disclosures WHERE event_id = ?").run(eventId);
      db.close();
      stores = openSqliteStores(path);
    },
    close: async () => {
      stores.close();
      await rm(directory, { recursive: true });
    },
  };
}

storeContract("stores on SQLite", {
  open,
  raceRounds: 60,
});
