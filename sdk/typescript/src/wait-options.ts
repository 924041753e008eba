import type { Approval } from "./approval.ts";

/** How long to wait. */
export interface WaitOptions {
  /** Milliseconds. Default: until the approval ends, which the server guarantees at `expiresAt`. */
  readonly timeout?: number | undefined;
  /** Ends the wait with the signal's reason. The approval stays as it is. */
  readonly signal?: AbortSignal | undefined;
}

/** How long to wait for an approval that may be there already, and whom to tell that it is pending. */
export interface PendingWaitOptions extends WaitOptions {
  /** Called once when the approval is known to be pending, with the page (`approvalRequestUrl`) on which it can be decided. */
  readonly onPending?: ((approval: Approval) => void) | undefined;
}
