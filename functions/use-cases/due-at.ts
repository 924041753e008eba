import type { Approval } from "../core/approval.ts";
import { waitersToTell } from "../core/resume-policy.ts";
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
  return waitersToTell(approval).length > 0 ? now + settings.resumeGraceMs : null;
}
