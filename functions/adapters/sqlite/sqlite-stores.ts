import { sqliteApiKeyStore } from "./api-key-store.ts";
import { sqliteApprovalStore } from "./approval-store.ts";
import { sqliteAuditStore } from "./audit-store.ts";
import { Database } from "./database.ts";
import { pruneDeliveries, sqliteDeliveryStore } from "./delivery-store.ts";
import { sqliteExecutionStore } from "./execution-store.ts";
import { sqliteMessageReceipts } from "./message-receipts.ts";
import { sqliteOutbox } from "./outbox.ts";
import { sqliteResumeClaims } from "./resume-claims.ts";
import { sqliteReviewerDirectory } from "./reviewer-directory.ts";
import { sqliteSessionStore } from "./session-store.ts";
import { sqliteSlackTasks } from "./slack-tasks.ts";
import { sqliteStatsStore } from "./stats-store.ts";
import { sqliteWebhookStore } from "./webhook-store.ts";

/**
 * Every store over one SQLite file, made when missing.
 *
 * @throws DataInUse when another process has the file open
 * @throws NotRecorded when it cannot be written
 */
export function openSqliteStores(path: string) {
  const db = new Database(path);
  return {
    approvals: sqliteApprovalStore(db),
    audit: sqliteAuditStore(db),
    executions: sqliteExecutionStore(db),
    apiKeys: sqliteApiKeyStore(db),
    resumeClaims: sqliteResumeClaims(db),
    webhooks: sqliteWebhookStore(db),
    deliveries: sqliteDeliveryStore(db),
    reviewers: sqliteReviewerDirectory(db),
    receipts: sqliteMessageReceipts(db),
    outbox: sqliteOutbox(db),
    slackTasks: sqliteSlackTasks(db),
    pruneDeliveries: (before: number) => pruneDeliveries(db, before),
    stats: sqliteStatsStore(db),
    sessions: sqliteSessionStore(db),
    disk: db.disk,
    close: () => db.close(),
  };
}

export type SqliteStores = ReturnType<typeof openSqliteStores>;
