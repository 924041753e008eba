import type { Approval, ResumeTarget, Waiter } from "./approval.ts";

/** Whether a waiter has a decision coming that must be brought to it; one that polls comes and fetches it. */
export function mustBeTold({ kind, state }: Waiter): boolean {
  return kind !== "poll" && state === "resuming";
}

export function waitersToTell({ waiters }: Pick<Approval, "waiters">): readonly Waiter[] {
  return waiters.filter(mustBeTold);
}

const knownKinds: Readonly<Record<ResumeTarget["kind"], true>> = {
  poll: true,
  "task-token": true,
  durable: true,
  callback: true,
  event: true,
};

/** False for a waiter that a newer version has left, and only it can tell. */
export function isKnownKind(kind: string): boolean {
  return Object.hasOwn(knownKinds, kind);
}

const firstDelayMs = 1_000;
const longestDelayMs = 6 * 3_600_000;

/** After as many attempts, a little over a week, a waiter that never answered is given up. */
export const maxResumeAttempts = 42;

/** Calls within one attempt, as long as each is refused for coming too often and for nothing else. */
export const maxCallsOfAttempt = 6;

const longestPauseMs = 8_000;

/**
 * Milliseconds until the next call of an attempt after so many that were refused. `part` of the longest pause, 0 to 1, so
 * that those refused together do not come together: 15.5 s in all at most, well within the claim.
 */
export function refusedPauseMs(refusals: number, part: number): number {
  return part * Math.min(500 * 2 ** (refusals - 1), longestPauseMs);
}

/** Milliseconds to the next attempt after one that did not arrive: 1 s, doubled each time, at most 6 h. */
export function resumeDelayMs(attempt: number): number {
  return Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
}
