import { dynamodbApiKeyStore } from "./api-key-store.ts";
import { dynamodbApprovalStore } from "./approval-store.ts";
import { dynamodbAuditStore } from "./audit-store.ts";
import { dynamodbDeliveryStore } from "./delivery-store.ts";
import { dynamodbExecutionStore } from "./execution-store.ts";
import { dynamodbMessageReceipts } from "./message-receipts.ts";
import { dynamodbResumeClaims } from "./resume-claims.ts";
import { dynamodbReviewerDirectory } from "./reviewer-directory.ts";
import { dynamodbStatsStore } from "./stats-store.ts";
import type { Tables } from "./tables.ts";
import { dynamodbWebhookStore } from "./webhook-store.ts";

/** Every store over the tables `approvals` and `audit`. */
export function dynamodbStores(tables: Tables) {
  return {
    approvals: dynamodbApprovalStore(tables),
    audit: dynamodbAuditStore(tables),
    executions: dynamodbExecutionStore(tables),
    apiKeys: dynamodbApiKeyStore(tables),
    resumeClaims: dynamodbResumeClaims(tables),
    webhooks: dynamodbWebhookStore(tables),
    deliveries: dynamodbDeliveryStore(tables),
    reviewers: dynamodbReviewerDirectory(tables),
    receipts: dynamodbMessageReceipts(tables),
    stats: dynamodbStatsStore(tables),
  };
}

export type DynamodbStores = ReturnType<typeof dynamodbStores>;
