import { type Approval, maxReviewers, type PendingApproval } from "./approval.ts";
import type { Command, Verdict } from "./command.ts";
import { isBarred } from "./self-approval.ts";
import { accept, nothing, refuse, whilePending } from "./verdict.ts";

/**
 * Puts others in the reviewers' place. Whoever caused the request may not choose who decides it, and somebody who may
 * decide must be among those chosen: else it could only expire.
 */
export function reassign(approval: Approval, command: Command & { type: "reassign" }, now: number): Verdict {
  const { by, as, reason } = command;
  if (as === "reviewer" && !approval.reviewers.includes(by.id)) return refuse({ code: "not_a_reviewer" });
  return whilePending(approval, (pending) => {
    const reviewers = [...new Set(command.reviewers)];
    if (isBarred(pending, by.id)) return refuse({ code: "self_approval" });
    if (reviewers.every((reviewer) => isBarred(pending, reviewer))) return refuse({ code: "nobody_to_decide" });
    if (everAsked(pending, reviewers).size > maxReviewers) return refuse({ code: "too_many_reviewers" });
    if (isSame(pending.reviewers, reviewers)) return nothing;
    return accept({ type: "approval.reassigned", at: now, by, as, reviewers, feedback: reason });
  });
}

/** Reviewers with those whom an escalation that is still to come would add. */
function everAsked({ policy, escalatedAt }: PendingApproval, reviewers: readonly string[]): ReadonlySet<string> {
  return new Set([...reviewers, ...(escalatedAt === undefined ? (policy.escalateTo ?? []) : [])]);
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return new Set(before).size === after.length && after.every((reviewer) => before.includes(reviewer));
}
