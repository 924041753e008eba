import type { AuditEntry, SealedEntry } from "../core/audit-entry.ts";
import type { Page, PageRequest } from "./page.ts";

export interface AuditQuery extends PageRequest {
  /** `asc` unless given: oldest first. A cursor is good for the order that it came with. */
  readonly order?: "asc" | "desc";
  /** Epoch milliseconds, inclusive. */
  readonly from?: number;
  /** Epoch milliseconds, exclusive. */
  readonly to?: number;
  readonly type?: AuditEntry["type"];
  readonly agent?: string;
  readonly reviewer?: string;
  readonly approvalRequestId?: string;
}

/** Reads the audit trail. What changes an approval is written by `ApprovalStore.commit`, in the same transaction. */
export interface AuditStore {
  /** In the order of `auditPosition`, or against it; filters combine. */
  query(query: AuditQuery): Promise<Page<SealedEntry>>;
  /** Adds an entry that changes no approval; the same `eventId` again is `duplicate`. */
  observe(entry: SealedEntry): Promise<"observed" | "duplicate">;
}
