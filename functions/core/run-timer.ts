import { type Approval, maxReviewers } from "./approval.ts";
import type { Verdict } from "./command.ts";
import { type Timer, timersOf } from "./timers.ts";
import { accept, nothing, whilePending } from "./verdict.ts";

/** Reminds or escalates, once, and not before the time. */
export function runTimer(approval: Approval, type: Timer["type"], now: number): Verdict {
  return whilePending(approval, (pending) => {
    if (!timersOf(pending).some((timer) => timer.type === type && timer.at <= now)) return nothing;
    if (type === "remind") return accept({ type: "approval.reminded", at: now });
    const { reviewers, policy } = pending;
    const added = [...new Set(policy.escalateTo)].filter((senior) => !reviewers.includes(senior));
    const room = Math.max(0, maxReviewers - reviewers.length);
    return accept({ type: "approval.escalated", at: now, reviewers: [...reviewers, ...added.slice(0, room)] });
  });
}
