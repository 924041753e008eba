import { waitersToTell } from "../core/resume-policy.ts";
import type { Deps } from "./deps.ts";

/** How many of its newest approvals are looked at. */
const newest = 100;

/**
 * An agent has started again: what it could not be told while it was away is tried now and soon again, instead of when
 * the delays that have grown meanwhile are over.
 */
export async function hastenResumes(
  { approvals, clock, resumeClaims }: Pick<Deps, "approvals" | "clock" | "resumeClaims">,
  agent: string,
  requester: string,
): Promise<void> {
  const { items } = await approvals.list({ agent, requestedBy: requester, cursor: null, limit: newest });
  for (const { approvalRequestId, status } of items) {
    const approval = status === "pending" ? undefined : await approvals.load(approvalRequestId);
    const waiters = approval ? waitersToTell(approval) : [];
    if (!approval || waiters.length === 0) continue;
    const now = clock.now();
    for (const { waiterId } of waiters) await resumeClaims.hasten(approvalRequestId, waiterId, now);
    await approvals.reschedule(approval, now);
  }
}
