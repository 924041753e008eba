import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { keptEntry, type ReviewerEntry } from "../../core/reviewer-entry.ts";
import type { ReviewerDirectory } from "../../ports/reviewer-directory.ts";
import { type Item, layout, readable, text } from "./item.ts";
import { reviewerEntriesPartition, reviewerEntryKey, toKey } from "./keys.ts";
import { read } from "./query.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

/**
 * One item for each reviewer, all in one partition: they are few, and listing them must not lag. The functions may not
 * delete items, so one that is removed stays as a stub without an entry.
 */
export function dynamodbReviewerDirectory(tables: Tables): ReviewerDirectory {
  const { client, approvalsTable: TableName } = tables;
  return {
    find: async (id) => {
      const asked = { TableName, Key: toKey(reviewerEntryKey(id)), ConsistentRead: true };
      return fromItem((await client.send(new GetItemCommand(asked))).Item);
    },
    list: async () => {
      const partition = ["pk", reviewerEntriesPartition] as const;
      const items = await Array.fromAsync(read(tables, { table: TableName, partition, consistent: true, fetch: 500 }));
      return items.map(fromItem).filter((entry) => entry !== undefined);
    },
    put: async (entry) => {
      const Key = toKey(reviewerEntryKey(entry.id));
      const edit = toUpdate({ set: { ...layout, entry: JSON.stringify(entry) } });
      const update = new UpdateItemCommand({ TableName, Key, ...edit, ReturnValues: "ALL_OLD" });
      return fromItem((await client.send(update)).Attributes) ? "replaced" : "created";
    },
    remove: async (id) => {
      const edit = toUpdate({ set: { ...layout, entry: null }, condition: "attribute_exists(#entry)" });
      try {
        await client.send(new UpdateItemCommand({ TableName, Key: toKey(reviewerEntryKey(id)), ...edit }));
        return "removed";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return "not_found";
        throw error;
      }
    },
  };
}

function fromItem(item: Item | undefined): ReviewerEntry | undefined {
  return item && readable(item)?.entry ? keptEntry(text(item, "entry")) : undefined;
}
