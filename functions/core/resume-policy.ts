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

/** Milliseconds to the next attempt after one that did not arrive: 1 s, doubled each time, at most 6 h. */
export function resumeDelayMs(attempt: number): number {
  return Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
}
