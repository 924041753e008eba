import { type Approval, resumeState } from "../core/approval.ts";
import type { Settings } from "./deps.ts";

/**
 * When the timers must look at an approval next, in epoch milliseconds: at its expiry, or sooner to see that its wait
 * has begun; after a decision, to see that it has reached an agent that must be told. Null for never.
 */
export function dueAt(
  approval: Approval,
  now: number,
  settings: Pick<Settings, "startGraceMs" | "resumeGraceMs">,
): number | null {
  if (approval.status === "pending") {
    const { startGraceMs } = settings;
    return startGraceMs === null ? approval.expiresAt : Math.min(approval.expiresAt, now + startGraceMs);
  }
  const mustBeTold = approval.waiters.some(({ kind, state }) => kind !== "poll" && state === "resuming");
  return mustBeTold && resumeState(approval) === "resuming" ? now + settings.resumeGraceMs : null;
}
