import type { Approval, ApprovalContent, ApprovalSummary, Status } from "../core/approval.ts";
import type { Sealed } from "../core/seal.ts";
import type { Page, PageRequest } from "./page.ts";

/** What was answered to a request that carried an `Idempotency-Key`. */
export interface Replay {
  /** The caller, the route and the caller's key. */
  readonly key: string;
  /** Digest of the request's body: the same key with another body is a mistake. */
  readonly payloadDigest: string;
  readonly status: number;
}

/** Everything that one use case changes, to be written whole or not at all. */
export interface Change extends Sealed {
  /** With the first event only. */
  readonly content?: ApprovalContent;
  /** When the timers must look at this approval next, in epoch milliseconds; null for never. */
  readonly dueAt: number | null;
  readonly replay?: Replay;
}

export interface ApprovalQuery extends PageRequest {
  readonly status?: Status;
  readonly agent?: string;
  readonly reviewer?: string;
  readonly executionId?: string;
  /** Only approvals that this requester made. */
  readonly requestedBy?: string;
  /** Only what one of these may decide, each of it once: only for `status` pending. */
  readonly anyReviewer?: readonly string[];
  /** By time left, the most urgent first, instead of newest first: only for `status` pending. */
  readonly sort?: "expiresAt";
}

export interface ApprovalStore {
  /** The newest committed state, never a stale copy. */
  load(approvalRequestId: string): Promise<Approval | undefined>;
  loadContent(approvalRequestId: string): Promise<ApprovalContent | undefined>;
  /**
   * Writes the row, its audit entries with their disclosures, the executions' counts of pending approvals and the
   * replay in one transaction, provided that the row is still `before` and the replay's key is new. A commit whose own
   * earlier success went unheard is `committed`.
   */
  commit(change: Change): Promise<"committed" | "conflict">;
  /** Newest first unless `sort` says otherwise; filters combine. */
  list(query: ApprovalQuery): Promise<Page<ApprovalSummary>>;
  /** Ids whose `dueAt` has come, the longest overdue first. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /** Moves the timers' next look at an approval, unless it has changed since it was loaded. */
  reschedule(approval: Approval, dueAt: number): Promise<void>;
  findReplay(key: string): Promise<Replay | undefined>;
}
