import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { type Item, readable, text } from "./item.ts";
import { type Key, toKey } from "./keys.ts";
import type { Tables } from "./tables.ts";

/** As many items as one batch may ask for. */
export const batchSize = 100;
const maxAttempts = 8;

/** Reads up to 100 items by their keys, as they are at this moment; what is not there is missing in the answer. */
export async function batchGet({ client }: Pick<Tables, "client">, table: string, keys: readonly Key[]) {
  const found = new Map<string, Item>();
  let left: Item[] = keys.map(toKey);
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === maxAttempts) throw new Error(`${table} left ${left.length} items of a batch unread`);
    if (attempt > 0) await sleep(Math.random() * 25 * 2 ** attempt);
    const asked = { RequestItems: { [table]: { Keys: left, ConsistentRead: true } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(asked));
    for (const item of Responses?.[table] ?? [])
      if (readable(item)) found.set(`${text(item, "pk")} ${text(item, "sk")}`, item);
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return { at: ({ pk, sk }: Key): Item | undefined => found.get(`${pk} ${sk}`) };
}
