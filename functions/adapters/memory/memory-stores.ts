import { memoryApiKeyStore } from "./api-key-store.ts";
import { memoryApprovalStore } from "./approval-store.ts";
import { memoryAuditStore } from "./audit-store.ts";
import { memoryExecutionStore } from "./execution-store.ts";
import { emptyMemory, type MemoryState } from "./memory-state.ts";
import { memoryResumeClaims } from "./resume-claims.ts";
import { memoryStatsStore } from "./stats-store.ts";

/** Every store over one memory, for tests of what stands on the stores. Each verb is one step: nothing interleaves. */
export function memoryStores(state: MemoryState = emptyMemory()) {
  return {
    approvals: memoryApprovalStore(state),
    audit: memoryAuditStore(state),
    executions: memoryExecutionStore(state),
    apiKeys: memoryApiKeyStore(state),
    resumeClaims: memoryResumeClaims(state),
    stats: memoryStatsStore(state),
  };
}

export type MemoryStores = ReturnType<typeof memoryStores>;
