import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { type AuditEntry, auditPosition, type SealedEntry } from "../../core/audit-entry.ts";
import { auditTimeIndex } from "../../schemas/tables.ts";
import { type Item, json, toItem } from "./item.ts";
import { auditShards, disclosureKey, type Key, shardOf, trailOf } from "./keys.ts";
import type { Tables } from "./tables.ts";

export const observationPrefix = "obs#";

/** Chain entries by their number, observations by their time. */
export function entryKey({ at, approvalRequestId, sequence, eventId }: EntryPlace): Key {
  const sk = sequence === null ? `${observationPrefix}${at}#${eventId}` : String(sequence).padStart(8, "0");
  return { pk: trailOf(approvalRequestId), sk };
}

type EntryPlace = Pick<AuditEntry, "at" | "approvalRequestId" | "sequence" | "eventId">;

/** What `auditPosition` says of an entry's place. */
export function fromPosition(position: string): EntryPlace {
  const [at = "", id = "", sequence = "", eventId = ""] = position.split(" ");
  return { at, approvalRequestId: id || null, sequence: sequence === "observed" ? null : Number(sequence), eventId };
}

/** The entry that an item of `audit` holds: as read, or as its stream brings it. */
export function fromEntryItem(item: Item): AuditEntry {
  return json<AuditEntry>(item, "entry");
}

/** Adds an entry for ever: there is no other way of writing to the trail. */
export function putEntry({ auditTable }: Pick<Tables, "auditTable">, entry: AuditEntry): TransactWriteItem {
  const shard = shardOf(entry.approvalRequestId ?? entry.eventId, auditShards);
  return {
    Put: {
      TableName: auditTable,
      Item: toItem({
        ...entryKey(entry),
        entry: JSON.stringify(entry),
        hash: entry.hash,
        [auditTimeIndex.partition]: auditPartition(shard),
        [auditTimeIndex.sort]: auditPosition(entry),
      }),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/**
 * Partitions of the trail by time. They are cut by hash alone, not by month too: an index partition may grow without
 * limit, the month of now would be as busy as the whole, and a query without a beginning need not guess the first month.
 */
export const auditPartition = (shard: number) => `audit#${shard}`;
export const disclosedReviewer = (reviewer: string) => `audit#${reviewer}`;

/** Keeps the clear values apart from the trail, where deleting them is possible, and finds entries by reviewer. */
export function putDisclosures(
  { approvalsTable }: Pick<Tables, "approvalsTable">,
  { entry, disclosures }: SealedEntry,
): TransactWriteItem {
  const reviewer = disclosures.reviewer?.value;
  return {
    Put: {
      TableName: approvalsTable,
      Item: toItem({
        ...disclosureKey(entry.approvalRequestId, entry.eventId),
        disclosures: JSON.stringify(disclosures),
        reviewerKey: reviewer === undefined ? null : disclosedReviewer(reviewer),
        sortKey: reviewer === undefined ? null : auditPosition(entry),
      }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}
