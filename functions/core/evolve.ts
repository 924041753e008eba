import type { Approval, PendingApproval, TerminalApproval, Waiter } from "./approval.ts";
import { hasEnded, maxFormerLinks, maxWaiters } from "./approval.ts";
import type { ApprovalEvent } from "./event.ts";

/**
 * The approval after an event. `lastHash` is left as it was: sealing the audit entry sets it.
 *
 * @throws Error when the event cannot follow the state, which only a bug or a forged row can cause.
 */
export function evolve(approval: Approval | undefined, event: ApprovalEvent): Approval {
  if (event.type === "approval.created") {
    if (approval) throw impossible(approval, event);
    return { ...event.approval, updatedAt: event.at, version: 1, lastHash: "" };
  }
  if (!approval) throw impossible(approval, event);
  return { ...change(approval, event), updatedAt: event.at, version: approval.version + 1 };
}

type LaterEvent = Exclude<ApprovalEvent, { type: "approval.created" }>;

function change(approval: Approval, event: LaterEvent): Approval {
  switch (event.type) {
    case "approval.waiter_attached":
      return { ...approval, waiters: attach(approval.waiters, event.waiter) };
    case "approval.decided": {
      const { decision, reviewer, feedback, response, decisionId } = event;
      return end(approval, event, { status: decision, reviewer, feedback, response, decisionId });
    }
    case "approval.expired":
      return end(approval, event, { status: "expired" });
    case "approval.cancelled":
      return end(approval, event, { status: "error", cause: "cancelled", feedback: event.feedback });
    case "approval.failed":
      return end(approval, event, { status: "error", cause: "failed", feedback: event.feedback });
    case "approval.expiry_changed":
      return restart({ ...stillPending(approval, event), expiresAt: event.expiresAt });
    case "approval.reminded":
      return { ...stillPending(approval, event), remindedAt: event.at };
    case "approval.escalated":
      return { ...stillPending(approval, event), reviewers: event.reviewers, escalatedAt: event.at };
    case "approval.reassigned":
      return handOver(stillPending(approval, event), event.reviewers);
    case "wait.restarted":
      return restart(stillPending(approval, event));
    case "execution.resumed":
      return deliver(approval, event, "resumed");
    case "execution.resume_given_up":
      return deliver(approval, event, "given_up");
  }
}

type OwnFields<T> = T extends unknown ? Omit<T, keyof Approval | "decidedAt"> & Pick<T, "status" & keyof T> : never;

function end(approval: Approval, event: LaterEvent, outcome: OwnFields<TerminalApproval>): TerminalApproval {
  const pending = stillPending(approval, event);
  const waiters = pending.waiters.map((waiter) => ({ ...waiter, state: "resuming" as const }));
  return { ...pending, waiters, decidedAt: event.at, ...outcome };
}

function stillPending(approval: Approval, event: LaterEvent): PendingApproval {
  if (approval.status !== "pending") throw impossible(approval, event);
  return approval;
}

function restart(approval: PendingApproval): PendingApproval {
  return { ...approval, waitGeneration: approval.waitGeneration + 1 };
}

/** Kills every link that is about. */
function handOver(approval: PendingApproval, reviewers: readonly string[]): PendingApproval {
  const { linkGeneration: generation, formerLinks = [] } = approval;
  const dead = approval.reviewers.map((reviewer) => ({ reviewer, generation }));
  return {
    ...approval,
    reviewers,
    linkGeneration: generation + 1,
    formerLinks: [...dead, ...formerLinks].slice(0, maxFormerLinks),
  };
}

/** When the list is full the oldest gives way that nothing has to be brought to: told already, or a poller. */
function attach(waiters: readonly Waiter[], waiter: Waiter): readonly Waiter[] {
  const others = waiters.filter((other) => other.waiterId !== waiter.waiterId);
  if (others.length < maxWaiters) return [...others, waiter];
  const told = others.findIndex(hasEnded);
  const leaving = told >= 0 ? told : others.findIndex(({ kind }) => kind === "poll");
  return [...others.toSpliced(leaving, 1), waiter];
}

type DeliveryEvent = Extract<ApprovalEvent, { waiterId: string }>;

function deliver(approval: Approval, event: DeliveryEvent, state: "resumed" | "given_up"): Approval {
  if (approval.status === "pending") throw impossible(approval, event);
  const waiters = approval.waiters.map((waiter) =>
    waiter.waiterId === event.waiterId ? { ...waiter, state, target: null } : waiter,
  );
  return { ...approval, waiters };
}

function impossible(approval: Approval | undefined, event: ApprovalEvent): Error {
  return new Error(`${event.type} cannot follow ${approval?.status ?? "nothing"}`);
}
