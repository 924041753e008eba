import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { type Item, toAttribute, type Value } from "./item.ts";
import type { Tables } from "./tables.ts";
import { aliases } from "./update.ts";

/** A stretch of one partition, in the order of its sort key. */
export interface Stretch {
  readonly table: string;
  readonly index?: string;
  readonly partition: readonly [name: string, value: string];
  /** Condition on the sort key: the key as `#name`, values as `:name` as given in `values`. */
  readonly where?: string;
  readonly values?: Readonly<Record<string, Value>>;
  readonly newestFirst?: boolean;
  /** Tables can be read as they are at this moment; indexes lag. */
  readonly consistent?: boolean;
  /** The item behind which to begin, by its keys; it need not be there any more. */
  readonly start?: Item;
  /** How many items to fetch at a time. */
  readonly fetch: number;
}

export async function* read({ client }: Pick<Tables, "client">, stretch: Stretch): AsyncGenerator<Item, undefined> {
  const { table, index, partition, where, values = {}, newestFirst = false, consistent = false, fetch } = stretch;
  const [name, value] = partition;
  const condition = [`#${name} = :partition`, ...(where === undefined ? [] : [where])].join(" AND ");
  const bound = Object.entries({ ...values, partition: value }).map(([key, of]) => [`:${key}`, toAttribute(of)]);
  let { start } = stretch;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: condition,
        ExpressionAttributeNames: aliases(condition),
        ExpressionAttributeValues: Object.fromEntries(bound),
        ScanIndexForward: !newestFirst,
        ConsistentRead: consistent,
        Limit: fetch,
        ExclusiveStartKey: start,
      }),
    );
    yield* Items;
    start = LastEvaluatedKey;
  } while (start);
  return undefined;
}

/** One list out of several that are each in order. `before` tells which of two comes first. */
export async function* merge<T>(
  lists: readonly AsyncGenerator<T, undefined>[],
  before: (a: T, b: T) => boolean,
): AsyncGenerator<T, undefined> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    let first: { readonly index: number; readonly value: T } | undefined;
    for (const [index, head] of heads.entries())
      if (!head.done && (!first || before(head.value, first.value))) first = { index, value: head.value };
    if (!first) return undefined;
    yield first.value;
    heads[first.index] = await (lists[first.index] as AsyncGenerator<T, undefined>).next();
  }
}

/** The same list in pieces of at most `size`. */
export async function* pieces<T>(list: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[], undefined> {
  let piece: T[] = [];
  for await (const item of list) {
    piece.push(item);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
  return undefined;
}
