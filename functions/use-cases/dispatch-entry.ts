import { type Approval, resumeState } from "../core/approval.ts";
import type { AuditEntry } from "../core/audit-entry.ts";
import { publishedTypes } from "../core/event.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { toPublishedEvent } from "./published-event.ts";
import { queueResumes } from "./queue-resumes.ts";

type Needs = Pick<
  Deps,
  "approvals" | "clock" | "crypto" | "settings" | "waits" | "resumeClaims" | "resumeQueue" | "publisher"
>;

/**
 * Sees to everything that a committed audit entry entails. Effects follow from the approval as it is now, not from the
 * entry, so entries may come twice, late or out of order.
 *
 * @throws what failed of it, after the rest was done: the whole is safe to repeat
 */
export async function dispatchEntry(deps: Needs, entry: AuditEntry): Promise<void> {
  const { approvalRequestId } = entry;
  if (approvalRequestId === null || entry.sequence === null) return;
  const approval = await deps.approvals.load(approvalRequestId);
  if (!approval) throw new Error(`an audit entry speaks of ${approvalRequestId}, which is not there`);
  try {
    await keepWait(deps, approval, entry.previousState === "pending");
  } finally {
    // Also when its wait cannot be kept now: reviewers must hear of what they can decide already.
    if ((publishedTypes as readonly string[]).includes(entry.type))
      await deps.publisher.publish(await toPublishedEvent(deps, entry, approval));
  }
}

/**
 * Makes the world agree with the approval: its wait runs while it is pending, and its waiters are told afterwards.
 *
 * @param justEnded wakes the wait also when every waiter has been told: an agent that polls may be quicker than this
 * @throws what failed of it
 */
export async function keepWait(deps: Omit<Needs, "publisher">, approval: Approval, justEnded = false): Promise<void> {
  if (approval.status === "pending") {
    if ((await deps.waits.start(approval)) === "waiting") return;
    const restart = {
      type: "restart_wait",
      generation: approval.waitGeneration,
      reason: "the wait had ended",
    } as const;
    await applyCommand(deps, approval.approvalRequestId, restart);
    return;
  }
  if (justEnded || resumeState(approval) === "resuming") await deps.waits.wake(approval);
  await queueResumes(deps, approval);
}

/** Wakes the wait at once, for speed only: a failure is logged, since the entry's own dispatch wakes it again. */
export async function wake({ waits, log }: Pick<Deps, "waits" | "log">, approval: Approval): Promise<void> {
  if (approval.status === "pending") return;
  try {
    await waits.wake(approval);
  } catch (cause) {
    log.warn("the wait was not woken at once", { approvalRequestId: approval.approvalRequestId, cause });
  }
}
