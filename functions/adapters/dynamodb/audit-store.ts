import { TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { SealedEntry } from "../../core/audit-entry.ts";
import type { AuditStore } from "../../ports/audit-store.ts";
import { putDisclosures, putEntry } from "./entry-items.ts";
import { queryAudit } from "./query-audit.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";

export function dynamodbAuditStore(tables: Tables): AuditStore {
  return {
    query: (query) => queryAudit(tables, query),
    observe: (sealed) => observe(tables, sealed),
  };
}

/** The disclosures' key has no time in it, so an observation made twice is known whenever it is made again. */
async function observe(tables: Tables, sealed: SealedEntry): Promise<"observed" | "duplicate"> {
  const TransactItems = [putEntry(tables, sealed.entry), putDisclosures(tables, sealed)];
  try {
    await retrying(() => tables.client.send(new TransactWriteItemsCommand({ TransactItems })));
    return "observed";
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.some(({ Code }) => Code === "ConditionalCheckFailed")) return "duplicate";
    throw error;
  }
}
