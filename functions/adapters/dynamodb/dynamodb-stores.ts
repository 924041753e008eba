import { dynamodbApiKeyStore } from "./api-key-store.ts";
import { dynamodbApprovalStore } from "./approval-store.ts";
import { dynamodbAuditStore } from "./audit-store.ts";
import { dynamodbExecutionStore } from "./execution-store.ts";
import { dynamodbResumeClaims } from "./resume-claims.ts";
import { dynamodbStatsStore } from "./stats-store.ts";
import type { Tables } from "./tables.ts";

/** Every store over the tables `approvals` and `audit`. */
export function dynamodbStores(tables: Tables) {
  return {
    approvals: dynamodbApprovalStore(tables),
    audit: dynamodbAuditStore(tables),
    executions: dynamodbExecutionStore(tables),
    apiKeys: dynamodbApiKeyStore(tables),
    resumeClaims: dynamodbResumeClaims(tables),
    stats: dynamodbStatsStore(tables),
  };
}

export type DynamodbStores = ReturnType<typeof dynamodbStores>;
