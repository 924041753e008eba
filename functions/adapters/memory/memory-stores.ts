import { memoryApiKeyStore } from "./api-key-store.ts";
import { memoryApprovalStore } from "./approval-store.ts";
import { memoryAuditStore } from "./audit-store.ts";
import { memoryDeliveryStore } from "./delivery-store.ts";
import { memoryExecutionStore } from "./execution-store.ts";
import { emptyMemory, type MemoryState } from "./memory-state.ts";
import { memoryMessageReceipts } from "./message-receipts.ts";
import { memoryResumeClaims } from "./resume-claims.ts";
import { memoryReviewerDirectory } from "./reviewer-directory.ts";
import { memoryStatsStore } from "./stats-store.ts";
import { memoryWebhookStore } from "./webhook-store.ts";

/** Every store over one memory, for tests of what stands on the stores. Each verb is one step: nothing interleaves. */
export function memoryStores(state: MemoryState = emptyMemory()) {
  return {
    approvals: memoryApprovalStore(state),
    audit: memoryAuditStore(state),
    executions: memoryExecutionStore(state),
    apiKeys: memoryApiKeyStore(state),
    resumeClaims: memoryResumeClaims(state),
    webhooks: memoryWebhookStore(state),
    deliveries: memoryDeliveryStore(state),
    reviewers: memoryReviewerDirectory(state),
    receipts: memoryMessageReceipts(state),
    stats: memoryStatsStore(state),
  };
}

export type MemoryStores = ReturnType<typeof memoryStores>;
