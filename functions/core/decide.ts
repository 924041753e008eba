import type { Approval } from "./approval.ts";
import { hasEnded, maxWaiters } from "./approval.ts";
import type { Command, Verdict } from "./command.ts";
import type { ApprovalEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import { reassign } from "./reassign.ts";
import { runTimer } from "./run-timer.ts";
import { isBarred, isHopeless } from "./self-approval.ts";
import { accept, nothing, refuse, whilePending } from "./verdict.ts";

/**
 * What a command does to an approval at a moment. Pure: the same three arguments give the same verdict.
 *
 * Whatever the timers did, a pending approval whose `expiresAt` has come is expired first; a verdict may therefore
 * carry an event and a refusal at once.
 *
 * @param clock server time in epoch milliseconds; a clock behind the last event's is taken to stand at that event
 */
export function decide(approval: Approval | undefined, command: Command, clock: number): Verdict {
  const now = Math.max(clock, approval?.updatedAt ?? 0);
  if (approval?.status === "pending" && approval.expiresAt <= now) {
    const expired = { type: "approval.expired", at: now } as const;
    const verdict = isDelivery(command) ? nothing : decideInTime(evolve(approval, expired), command, now);
    return { ...verdict, events: [expired, ...verdict.events] };
  }
  return decideInTime(approval, command, now);
}

/** What was delivered cannot be an end that is only now found to have come. */
function isDelivery({ type }: Command): boolean {
  return type === "resumed" || type === "give_up_resume";
}

function decideInTime(approval: Approval | undefined, command: Command, now: number): Verdict {
  if (command.type === "request") return request(approval, command, now);
  return approval ? followUp(approval, command, now) : refuse({ code: "approval_not_found" });
}

function followUp(approval: Approval, command: Exclude<Command, { type: "request" }>, now: number): Verdict {
  switch (command.type) {
    case "decide":
      return review(approval, command, now);
    case "expire":
      return nothing;
    case "cancel":
      if (approval.requestedBy.id !== command.requester) return refuse({ code: "not_your_approval" });
      if (approval.status === "error" && approval.cause === "cancelled") return nothing;
      return whilePending(approval, () =>
        accept({ type: "approval.cancelled", at: now, by: command.requester, feedback: command.feedback }),
      );
    case "fail":
      if (approval.status !== "pending") return nothing;
      return accept({ type: "approval.failed", at: now, feedback: command.feedback });
    case "change_expiry": {
      const { by, expiresAt } = command;
      return whilePending(approval, () => {
        if (expiresAt <= now) return refuse({ code: "expiry_in_the_past" });
        return expiresAt === approval.expiresAt
          ? nothing
          : accept({ type: "approval.expiry_changed", at: now, by, expiresAt });
      });
    }
    case "remind":
    case "escalate":
      return runTimer(approval, command.type, now);
    case "reassign":
      return reassign(approval, command, now);
    case "restart_wait":
      if (approval.status !== "pending" || approval.waitGeneration !== command.generation) return nothing;
      return accept({ type: "wait.restarted", at: now, reason: command.reason });
    case "resumed":
      return whileResuming(approval, command.waiterId, {
        type: "execution.resumed",
        at: now,
        waiterId: command.waiterId,
      });
    case "give_up_resume": {
      const { waiterId, reason } = command;
      return whileResuming(approval, waiterId, { type: "execution.resume_given_up", at: now, waiterId, reason });
    }
  }
}

function request(approval: Approval | undefined, command: Command & { type: "request" }, now: number): Verdict {
  const { waiter } = command;
  if (!approval) {
    if (isHopeless(command.approval)) return refuse({ code: "nobody_to_decide" });
    return accept({
      type: "approval.created",
      at: now,
      approval: { ...command.approval, waiters: [waiter] },
    });
  }
  if (approval.requestedBy.id !== command.approval.requestedBy.id) return refuse({ code: "not_your_approval" });
  if (approval.contentDigest !== command.approval.contentDigest)
    return refuse({ code: "approval_request_conflict", approval });
  if (approval.waiters.some((known) => known.waiterId === waiter.waiterId)) return nothing;
  const sameExecution = approval.waiters.some((known) => known.executionId === waiter.executionId);
  const soleExecution = command.soleExecution || (approval.policy.exclusive && approval.status === "pending");
  if (soleExecution && !sameExecution) return refuse({ code: "approval_already_requested", approval });
  if (
    approval.waiters.length >= maxWaiters &&
    !approval.waiters.some((known) => known.kind === "poll" || hasEnded(known))
  )
    return refuse({ code: "too_many_waiters", approval });
  const state = approval.status === "pending" ? "waiting" : "resuming";
  return accept({ type: "approval.waiter_attached", at: now, waiter: { ...waiter, state } });
}

function review(approval: Approval, command: Command & { type: "decide" }, now: number): Verdict {
  const { reviewer, decision, feedback, response, decisionId, linkGeneration, evidence } = command;
  if (!approval.reviewers.includes(reviewer.id)) {
    const handedOver = linkGeneration !== null && linkGeneration < approval.linkGeneration;
    return refuse({ code: handedOver ? "reassigned" : "not_a_reviewer" });
  }
  if (isOwnDecision(approval, command)) return nothing;
  return whilePending(approval, (pending) => {
    if (linkGeneration !== null && linkGeneration !== pending.linkGeneration)
      return refuse({ code: "link_superseded", approval });
    if (isBarred(pending, reviewer.id)) return refuse({ code: "self_approval" });
    return accept({
      type: "approval.decided",
      at: now,
      decision,
      reviewer,
      feedback,
      response,
      decisionId,
      linkGeneration,
      evidence,
    });
  });
}

/** The same person's same decision once more: the first attempt's answer was lost. */
function isOwnDecision(approval: Approval, { reviewer, decision, decisionId }: Command & { type: "decide" }): boolean {
  if (!("decisionId" in approval)) return false;
  return approval.decisionId === decisionId && approval.reviewer.id === reviewer.id && approval.status === decision;
}

function whileResuming(approval: Approval, waiterId: string, event: ApprovalEvent): Verdict {
  const waiter = approval.waiters.find((known) => known.waiterId === waiterId);
  return waiter?.state === "resuming" ? accept(event) : nothing;
}
