import type { TerminalApproval, Waiter } from "../core/approval.ts";
import { isKnownKind, maxResumeAttempts, mustBeTold, resumeDelayMs } from "../core/resume-policy.ts";
import type { Delivery } from "../ports/effects.ts";
import type { ResumeClaim } from "../ports/resume-claims.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";
import { rescheduleResumes } from "./queue-resumes.ts";

type Needs = Pick<Deps, "approvals" | "audit" | "clock" | "crypto" | "settings" | "resumers" | "resumeClaims" | "log">;

/** What came of one attempt; `nothing` when the waiter has its decision already, or somebody else is at it. */
export type Resumption = "resumed" | "given_up" | "put_off" | "nothing";

/**
 * Brings a decision to one waiter and records that it arrived, that it never can, or that it must be tried again. Safe
 * to repeat, and at the same time: one attempt is made at a time.
 *
 * @throws when the stores fail; the attempt is then made again, as one that may have arrived
 */
export async function resumeExecution(deps: Needs, approvalRequestId: string, waiterId: string): Promise<Resumption> {
  const { approvals, resumeClaims, clock, crypto, settings } = deps;
  const approval = await approvals.load(approvalRequestId);
  if (!approval || approval.status === "pending") throw new Error(`${approvalRequestId} has no decision to bring`);
  const waiter = approval.waiters.find((known) => known.waiterId === waiterId);
  if (!waiter || !mustBeTold(waiter)) return "nothing";
  const now = clock.now();
  const until = now + settings.resumeLeaseMs;
  const claim = await resumeClaims.take(approvalRequestId, waiterId, crypto.newEventId(), now, until);
  if (!claim) return "nothing";
  const delivery = await attempt(deps, approval, waiter, claim);
  switch (delivery.outcome) {
    case "resumed":
      await applyCommand(deps, approvalRequestId, { type: "resumed", waiterId });
      return "resumed";
    case "gone":
      // Whoever outlives its claim cannot tell a dead waiter from one that the next attempt has reached.
      if (clock.now() >= until) return putOff(deps, approval, waiter, claim, { ...delivery, outcome: "unheard" });
      return giveUp(deps, approval, waiter, delivery.reason);
    case "not_yet":
    case "unheard":
      return putOff(deps, approval, waiter, claim, delivery);
  }
}

/** What an attempt came to. `unheard`: nobody knows whether it arrived. */
type Attempted = Delivery | { readonly outcome: "unheard"; readonly reason: string };

async function attempt(
  { resumers, log }: Needs,
  approval: TerminalApproval,
  waiter: Waiter,
  { unheard }: ResumeClaim,
): Promise<Attempted> {
  const { approvalRequestId } = approval;
  const { kind, waiterId } = waiter;
  const resumer = resumers[kind];
  if (!resumer && !isKnownKind(kind))
    return { outcome: "not_yet", reason: `only a newer version of Sayso resumes by ${kind}` };
  if (!resumer) return { outcome: "gone", reason: `this deployment cannot resume by ${kind}` };
  try {
    return await resumer.deliver(approval, waiter, unheard > 0 ? "repeated" : "first");
  } catch (cause) {
    log.warn("an agent could not be told", { approvalRequestId, waiterId, kind, cause });
    return { outcome: "unheard", reason: cause instanceof Error ? cause.name : "unknown" };
  }
}

async function putOff(
  deps: Needs,
  approval: TerminalApproval,
  waiter: Waiter,
  claim: ResumeClaim,
  delivery: Exclude<Attempted, { outcome: "resumed" | "gone" }>,
): Promise<Resumption> {
  const { approvalRequestId, agent } = approval;
  const { waiterId } = waiter;
  const { outcome, reason } = delivery;
  if (claim.attempt >= maxResumeAttempts)
    return giveUp(deps, approval, waiter, `${reason}; given up after ${claim.attempt} attempts`);
  const asked = outcome === "not_yet" ? (delivery.retryAfterMs ?? 0) : 0;
  const until = deps.clock.now() + Math.max(resumeDelayMs(claim.attempt), asked);
  await deps.resumeClaims.putOff(approvalRequestId, waiterId, claim, until, outcome === "not_yet");
  const detail = { waiterId, attempt: claim.attempt, arrived: outcome === "unheard" ? null : false, reason };
  await observe(deps, { type: "execution.resume_put_off", approvalRequestId, agent, detail }, null);
  await rescheduleResumes(deps, approval);
  return "put_off";
}

async function giveUp(
  deps: Needs,
  { approvalRequestId }: TerminalApproval,
  { waiterId }: Waiter,
  reason: string,
): Promise<Resumption> {
  await applyCommand(deps, approvalRequestId, { type: "give_up_resume", waiterId, reason });
  return "given_up";
}

/** Records that the agent came and fetched the decision. */
export async function recordCollected(
  deps: Pick<Deps, "approvals" | "clock" | "crypto" | "settings">,
  approval: TerminalApproval,
): Promise<void> {
  for (const { kind, state, waiterId } of approval.waiters)
    if (kind === "poll" && state === "resuming")
      await applyCommand(deps, approval.approvalRequestId, { type: "resumed", waiterId });
}
