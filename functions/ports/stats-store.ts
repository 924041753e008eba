import type { Occurrence, Tally } from "../core/tally.ts";

/** How much waits to be decided now. */
export interface Waiting {
  /** Pending approvals by agent, for those that have any: what was requested less what ended, as far as it was counted. */
  readonly byAgent: ReadonlyMap<string, number>;
  /** Of the pending approvals, in epoch milliseconds; null when there is none. */
  readonly oldestCreatedAt: number | null;
  readonly nearestExpiresAt: number | null;
}

/** Running counts of what happened, so that nobody ever has to go through the approvals. */
export interface StatsStore {
  /** Counts each occurrence once, however often and in whatever order it comes. All of them or none. */
  count(occurrences: readonly Occurrence[]): Promise<void>;
  /** What happened on the days from `from` to `to`, both inclusive and `YYYY-MM-DD`. */
  tallies(from: string, to: string): Promise<readonly Tally[]>;
  waiting(): Promise<Waiting>;
}
