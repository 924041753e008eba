import { CreateTableCommand, type DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import {
  auditTimeIndex,
  dueIndex,
  listIndexes,
  primaryKey,
  summaryAttributes,
} from "../../functions/schemas/tables.ts";

/** Creates both tables as the deployed stack has them, less what only a deployment needs. */
export async function createTables(client: DynamoDBClient, approvalsTable: string, auditTable: string): Promise<void> {
  const lists = Object.entries(listIndexes).map(([name, key]) => ({
    IndexName: name,
    KeySchema: toSchema(key),
    Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...summaryAttributes] },
  }));
  const due = {
    IndexName: dueIndex.name,
    KeySchema: toSchema(dueIndex),
    Projection: { ProjectionType: "KEYS_ONLY" as const },
  };
  const time = {
    IndexName: auditTimeIndex.name,
    KeySchema: toSchema(auditTimeIndex),
    Projection: { ProjectionType: "ALL" as const },
  };
  await Promise.all([
    create(client, approvalsTable, [...lists, due], new Set([dueIndex.sort])),
    create(client, auditTable, [time], new Set()),
  ]);
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: KeySchemaElement[];
  readonly Projection: {
    readonly ProjectionType: "INCLUDE" | "KEYS_ONLY" | "ALL";
    readonly NonKeyAttributes?: string[];
  };
}

async function create(
  client: DynamoDBClient,
  TableName: string,
  indexes: readonly Index[],
  numbers: ReadonlySet<string>,
): Promise<void> {
  const KeySchema = toSchema(primaryKey);
  const keys = [...KeySchema, ...indexes.flatMap((index) => index.KeySchema)].map((key) => key.AttributeName as string);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema,
      AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({
        AttributeName,
        AttributeType: numbers.has(AttributeName) ? "N" : "S",
      })),
      GlobalSecondaryIndexes: [...indexes],
    }),
  );
}

function toSchema({ partition, sort }: { readonly partition: string; readonly sort: string }): KeySchemaElement[] {
  return [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ];
}
