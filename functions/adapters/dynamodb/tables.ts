import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Where the adapters find their tables. */
export interface Tables {
  readonly client: Pick<DynamoDBClient, "send">;
  readonly approvalsTable: string;
  readonly auditTable: string;
}
