/** How one call behaves when the server does not answer. */
export interface CallOptions {
  /** Milliseconds for which the call is tried again; 0 tries once. Default: the client's `retryFor`. */
  readonly retryFor?: number | undefined;
  /** Ends the call with the signal's reason. What the server has already received stays done. */
  readonly signal?: AbortSignal | undefined;
  /** For a POST: the same key again, from another process even, is the same call. Default: a new one for each call. */
  readonly idempotencyKey?: string | undefined;
}
