import type { TerminalApproval } from "../core/approval.ts";
import { waitersToTell } from "../core/resume-policy.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "approvals" | "clock" | "settings" | "resumeClaims">;

/**
 * Has every waiter told that must be told and need not wait for its next attempt.
 *
 * @throws what failed of it; one waiter that cannot be queued holds up no other
 */
export async function queueResumes(
  deps: Pick<Deps, "clock" | "resumeClaims" | "resumeQueue">,
  approval: TerminalApproval,
): Promise<void> {
  const { approvalRequestId } = approval;
  const waiters = waitersToTell(approval);
  if (waiters.length === 0) return;
  const waits = await deps.resumeClaims.waits(approvalRequestId);
  const failures: unknown[] = [];
  for (const { waiterId } of waiters)
    if ((waits.get(waiterId) ?? 0) <= deps.clock.now())
      await deps.resumeQueue.push({ approvalRequestId, waiterId }).catch((cause: unknown) => failures.push(cause));
  if (failures.length > 0) throw failures[0];
}

/** Has the timers look again when the next attempt at one of the waiters is due, if any is left to be told. */
export async function rescheduleResumes(deps: Needs, approval: TerminalApproval): Promise<void> {
  const { approvals, clock, settings, resumeClaims } = deps;
  const waiters = waitersToTell(approval);
  if (waiters.length === 0) return;
  const waits = await resumeClaims.waits(approval.approvalRequestId);
  const now = clock.now();
  const moments = waiters.map(({ waiterId }) => {
    const until = waits.get(waiterId) ?? 0;
    return until > now ? until : now + settings.resumeGraceMs;
  });
  await approvals.reschedule(approval, Math.min(...moments));
}
