import type { PendingApproval } from "./approval.ts";
import { hoursInMs } from "./instant.ts";

/** A command that is to be given once its time, in epoch milliseconds, has come. */
export interface Timer {
  readonly type: "remind" | "escalate";
  readonly at: number;
}

export type Timed = Pick<PendingApproval, "policy" | "createdAt" | "remindedAt" | "escalatedAt">;

/** What is to happen to a pending approval besides its expiry, and has not happened yet; the soonest first. */
export function timersOf({ policy, createdAt, remindedAt, escalatedAt }: Timed): readonly Timer[] {
  const { remindAfterHours, escalateAfterHours } = policy;
  const timers: Timer[] = [];
  if (remindAfterHours !== undefined && remindedAt === undefined)
    timers.push({ type: "remind", at: createdAt + hoursInMs(remindAfterHours) });
  if (escalateAfterHours !== undefined && escalatedAt === undefined)
    timers.push({ type: "escalate", at: createdAt + hoursInMs(escalateAfterHours) });
  return timers.toSorted((a, b) => a.at - b.at);
}

/** A wait that is known to run is given this long to notice its expiry by itself. */
export const expiryGraceMs = 15_000;

/** The first moment at which something happens to a pending approval by itself: a reminder, an escalation, its expiry. */
export function nextTimer(approval: PendingApproval): number {
  return Math.min(approval.expiresAt, ...timersOf(approval).map(({ at }) => at));
}

/**
 * When the timers must look at a pending approval whose wait keeps its expiry: at the next reminder or escalation, which
 * are nobody else's, and for the expiry only once the wait has had time to notice it.
 */
export function nextLook(approval: PendingApproval): number {
  return Math.min(approval.expiresAt + expiryGraceMs, ...timersOf(approval).map(({ at }) => at));
}
