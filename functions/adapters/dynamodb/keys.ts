import { createHash } from "node:crypto";
import { deploymentPartition, primaryKey, stateSortKey, webhooksPartition } from "../../schemas/tables.ts";
import { type Item, toAttribute } from "./item.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export function toKey({ pk, sk }: Key): Item {
  return { [primaryKey.partition]: toAttribute(pk), [primaryKey.sort]: toAttribute(sk) };
}

/** Everything about one approval, or, for null, about the deployment. */
const approvalPartition = (id: string | null) => (id === null ? deploymentPartition : `A#${id}`);
const executionPartition = (id: string) => `E#${id}`;

export const stateKey = (id: string): Key => ({ pk: approvalPartition(id), sk: stateSortKey });
export const reviewerKey = (id: string, reviewer: string): Key => ({
  pk: approvalPartition(id),
  sk: `REVIEWER#${reviewer}`,
});
export const disclosureKey = (id: string | null, eventId: string): Key => ({
  pk: approvalPartition(id),
  sk: `DISCLOSURE#${eventId}`,
});
export const contentKey = (id: string, chunk: number): Key => ({
  pk: approvalPartition(id),
  sk: `${contentPrefix}${String(chunk).padStart(2, "0")}`,
});
export const contentPrefix = "CONTENT#";
export const claimKey = (id: string, waiterId: string): Key => ({
  pk: approvalPartition(id),
  sk: `${claimPrefix}${waiterId}`,
});
export const claimPrefix = "RESUME#";

/** Says that the request, or the end, of an approval stands in the statistics. */
export const countedKey = (id: string, stage: "requested" | "ended"): Key => ({
  pk: approvalPartition(id),
  sk: `COUNTED#${stage}`,
});

export const executionKey = (id: string): Key => ({ pk: executionPartition(id), sk: stateSortKey });
export const noteCountKey = (id: string): Key => ({ pk: executionPartition(id), sk: "NOTES" });
export const noteKey = (id: string, sequence: number): Key => ({
  pk: executionPartition(id),
  sk: `${notePrefix}${String(sequence).padStart(10, "0")}`,
});
export const notePrefix = "NOTE#";
export const noteIdKey = (id: string, noteId: string): Key => ({ pk: executionPartition(id), sk: `NOTEID#${noteId}` });

export const replayKey = (key: string): Key => ({ pk: `R#${key}`, sk: stateSortKey });

/** All API keys stand in one partition: they are few, and listing them must not lag. */
export const apiKeysPartition = "KEYS";
export const apiKeyKey = (prefix: string): Key => ({ pk: apiKeysPartition, sk: prefix });

export const webhookKey = (endpointId: string): Key => ({ pk: webhooksPartition, sk: endpointId });

export const deliveriesPartition = (destination: string): string => `D#${destination}`;
export const deliveryKey = (destination: string, deliveryId: string): Key => ({
  pk: deliveriesPartition(destination),
  sk: deliveryId,
});
export const deliveredEventKey = (eventId: string): Key => ({ pk: `EVENT#${eventId}`, sk: stateSortKey });

/** Every reviewer's entry in the directory. */
export const reviewerEntriesPartition = "REVIEWERS";
export const reviewerEntryKey = (id: string): Key => ({ pk: reviewerEntriesPartition, sk: id });

/** `#` stands in no id, so that no reviewer's receipts begin with another's. */
export const receiptPrefix = (id: string, reviewer: string, channel: string): Key => ({
  pk: approvalPartition(id),
  sk: `RECEIPT#${reviewer}#${channel}#`,
});
export const receiptKey = (id: string, reviewer: string, channel: string, sequence: number): Key => {
  const { pk, sk } = receiptPrefix(id, reviewer, channel);
  return { pk, sk: `${sk}${String(sequence).padStart(8, "0")}` };
};
/** The statistics' counters stand in one partition: a batch of entries is one write to each, so none is busy. */
export const statsPartition = "STATS";
export const statsKey = (day: string, agent: string, reviewer: string | null): Key => ({
  pk: statsPartition,
  sk: `${day}#${agent}#${reviewer ?? ""}`,
});

/** Partition of `audit`. */
export const trailOf = (id: string | null): string => id ?? "#deployment";

export const listShards = 8;
export const auditShards = 4;

/** Spreads what would be one busy partition of an index over several, always the same one for the same id. */
export function shardOf(id: string, shards: number): number {
  return createHash("sha256").update(id).digest().readUInt8(0) % shards;
}

/** Sort key of every list: newest first when read backwards; of what is pending, with its expiry, the most urgent first. */
export function sortKeyOf(at: number, id: string): string {
  return `${String(at).padStart(15, "0")}#${id}`;
}
