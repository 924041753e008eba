import type { Approval } from "../core/approval.ts";
import { waitersToTell } from "../core/resume-policy.ts";
import { nextTimer } from "../core/timers.ts";
import type { Settings } from "./deps.ts";

/**
 * When the timers must look at an approval next, in epoch milliseconds: at its next reminder, escalation or expiry, or
 * sooner to see that its wait has begun; after a decision, to see that it has reached an agent that must be told. Null
 * for never.
 */
export function dueAt(
  approval: Approval,
  now: number,
  settings: Pick<Settings, "startGraceMs" | "resumeGraceMs">,
): number | null {
  if (approval.status === "pending") {
    const { startGraceMs } = settings;
    const next = nextTimer(approval);
    return startGraceMs === null ? next : Math.min(next, now + startGraceMs);
  }
  return waitersToTell(approval).length > 0 ? now + settings.resumeGraceMs : null;
}
