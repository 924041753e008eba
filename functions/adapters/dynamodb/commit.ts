import {
  type CancellationReason,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Change, Replay } from "../../ports/approval-store.ts";
import { writeReviewers, writeRow } from "./approval-items.ts";
import { toChunks } from "./content-chunks.ts";
import { putDisclosures, putEntry } from "./entry-items.ts";
import { countPending } from "./execution-items.ts";
import { toItem } from "./item.ts";
import { replayKey } from "./keys.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";

/** Writes a change whole or not at all, and finds out which when the answer to an earlier attempt was lost. */
export function commit(tables: Tables, change: Change): Promise<"committed" | "conflict"> {
  const command = { TransactItems: toTransaction(tables, change) };
  return retrying(async () => {
    try {
      await tables.client.send(new TransactWriteItemsCommand(command));
      return "committed";
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some((reason) => tellsOfOurs(reason, change))) return "committed";
      if (reasons.some(({ Code }) => Code === "ConditionalCheckFailed")) return "conflict";
      throw error;
    }
  });
}

function toTransaction(tables: Tables, change: Change): TransactWriteItem[] {
  const { before, after, entries, content, dueAt, replay } = change;
  const chunks = content === undefined ? [] : toChunks(after.approvalRequestId, content);
  return [
    writeRow(tables, before, after, dueAt),
    ...entries.map(({ entry }) => putEntry(tables, entry)),
    ...entries
      .filter(({ disclosures }) => Object.keys(disclosures).length > 0)
      .map((entry) => putDisclosures(tables, entry)),
    ...chunks.map((Item) => ({
      Put: { TableName: tables.approvalsTable, Item, ConditionExpression: "attribute_not_exists(pk)" },
    })),
    ...writeReviewers(tables, before, after),
    ...countPending(tables, before, after),
    ...(replay ? [putReplay(tables, replay)] : []),
  ];
}

function putReplay({ approvalsTable }: Tables, { key, payloadDigest, status }: Replay): TransactWriteItem {
  const Item = toItem({ ...replayKey(key), key, payloadDigest, status });
  return { Put: { TableName: approvalsTable, Item, ConditionExpression: "attribute_not_exists(pk)" } };
}

/** The row stands as we would leave it, or the place in the trail that we would take holds our own last entry. */
function tellsOfOurs({ Item }: CancellationReason, { after }: Change): boolean {
  return Item?.lastHash?.S === after.lastHash || Item?.hash?.S === after.lastHash;
}
