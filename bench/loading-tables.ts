import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Tables } from "../functions/adapters/dynamodb/tables.ts";

type Item = Record<string, AttributeValue>;

const batch = 25;
const atOnce = 4;
/** What no list reads is neither kept nor loaded. */
const unlisted = /^(CONTENT|DISCLOSURE|COUNTED)#/;

/**
 * Tables that one store alone writes, as seeds: its transactions are carried out in memory, unconditionally, and what
 * they come to is loaded in batches, some ten times as fast as DynamoDB Local would carry them out one by one.
 */
export function loadingTables({ client, approvalsTable, auditTable }: Tables & { readonly client: DynamoDBClient }) {
  const items = new Map<string, Item>();
  const entries: Item[] = [];
  const keyOf = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;

  async function send(command: unknown): Promise<object> {
    if (command instanceof GetItemCommand) return { Item: items.get(keyOf(command.input.Key ?? {})) };
    if (!(command instanceof TransactWriteItemsCommand)) throw new Error("a seed does more than get and transact");
    for (const { Put, Update } of command.input.TransactItems ?? []) {
      if (Put?.TableName === auditTable) entries.push(Put.Item ?? {});
      else if (Put?.Item) {
        if (!unlisted.test(Put.Item.sk?.S ?? "")) items.set(keyOf(Put.Item), Put.Item);
      } else if (Update?.Key) items.set(keyOf(Update.Key), edited(items.get(keyOf(Update.Key)) ?? Update.Key, Update));
    }
    return {};
  }

  async function load(): Promise<void> {
    const listed = [...items.values()];
    let from = 0;
    const work = async () => {
      while (from < listed.length) {
        const some = listed.slice(from, from + batch);
        from += batch;
        const asked = { [approvalsTable]: some.map((Item) => ({ PutRequest: { Item } })) };
        const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems: asked }));
        if (Object.keys(UnprocessedItems).length > 0) throw new Error("a batch was left unwritten");
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  const tables = { client: { send } as unknown as Tables["client"], approvalsTable, auditTable };
  /** Audit entries as the stream would bring them, in the order of their commits: those that nobody has taken yet. */
  const takeEntries = () => entries.splice(0);
  return { tables, takeEntries, load };
}

/** The item after an update of ours, in which the value `:name` is always the attribute's, but for what is known before. */
function edited(item: Item, update: { UpdateExpression?: string; ExpressionAttributeValues?: Item }): Item {
  const { UpdateExpression = "", ExpressionAttributeValues = {} } = update;
  const after = { ...item };
  for (const [name, value] of Object.entries(ExpressionAttributeValues)) {
    const attribute = name.slice(1);
    if (!UpdateExpression.includes(name)) continue;
    const adds = new RegExp(`ADD .*#${attribute} `).test(UpdateExpression);
    const keeps = UpdateExpression.includes(`if_not_exists(#${attribute},`);
    if (adds) after[attribute] = { N: String(Number(after[attribute]?.N ?? 0) + Number(value.N)) };
    else if (!keeps || after[attribute] === undefined) after[attribute] = value;
  }
  const removed = UpdateExpression.split("REMOVE ")[1]?.split(" ADD ")[0] ?? "";
  for (const [, attribute = ""] of removed.matchAll(/#(\w+)/g)) delete after[attribute];
  return after;
}
