import { DeleteItemCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import type { Tables } from "../../functions/adapters/dynamodb/tables.ts";
import { createTables } from "./create-tables.ts";
import type { StoresUnderTest } from "./stores-under-test.ts";

export function localClient(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
}

export interface OpenTables extends Tables {
  readonly client: DynamoDBClient;
  readonly drop: () => Promise<void>;
}

let opened = 0;

/** Two empty tables of their own. */
export async function openTables(client: DynamoDBClient): Promise<OpenTables> {
  const [approvalsTable, auditTable] = [`approvals-${++opened}`, `audit-${opened}`];
  await createTables(client, approvalsTable, auditTable);
  return {
    ...{ client, approvalsTable, auditTable },
    drop: async () => {
      for (const TableName of [approvalsTable, auditTable]) await client.send(new DeleteTableCommand({ TableName }));
    },
  };
}

export async function openStores(client: DynamoDBClient): Promise<StoresUnderTest> {
  const tables = await openTables(client);
  return {
    ...dynamodbStores(tables),
    forget: async (approvalRequestId, eventId) => {
      const Key = { pk: { S: `A#${approvalRequestId}` }, sk: { S: `DISCLOSURE#${eventId}` } };
      await client.send(new DeleteItemCommand({ TableName: tables.approvalsTable, Key }));
    },
    close: tables.drop,
  };
}
