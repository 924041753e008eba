import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { keepWait } from "./dispatch-entry.ts";
import { rescheduleResumes } from "./queue-resumes.ts";

type Needs = Pick<
  Deps,
  "approvals" | "clock" | "crypto" | "settings" | "waits" | "resumeClaims" | "resumeQueue" | "log"
>;

/**
 * Does for one approval whatever is due: expires it, starts a wait that was lost, tells an agent that was not told.
 *
 * @returns how long ago the approval should have expired, in milliseconds; 0 for one that was not overdue
 */
export async function runTimers(deps: Needs, approvalRequestId: string): Promise<number> {
  const applied = await applyCommand(deps, approvalRequestId, { type: "expire" });
  if (!applied.ok) return 0;
  const { approval, before } = applied;
  await keepWait(deps, approval);
  if (approval.status === "pending") await deps.approvals.reschedule(approval, approval.expiresAt + expiryGraceMs);
  else await rescheduleResumes(deps, approval);
  return before?.status === "pending" ? Math.max(0, deps.clock.now() - before.expiresAt) : 0;
}

/** A wait that is known to run is given this long to notice its expiry by itself. */
const expiryGraceMs = 15_000;

const batch = 100;

export interface Swept {
  readonly ran: number;
  readonly failed: number;
  readonly oldestOverdueMs: number;
}

/** Runs the timers of everything that is due, each by itself: one that fails holds up no other. */
export async function sweep(deps: Needs): Promise<Swept> {
  const due = await deps.approvals.due(deps.clock.now(), batch);
  let failed = 0;
  let oldestOverdueMs = 0;
  for (const approvalRequestId of due) {
    try {
      oldestOverdueMs = Math.max(oldestOverdueMs, await runTimers(deps, approvalRequestId));
    } catch (cause) {
      failed++;
      deps.log.error("a timer failed", { approvalRequestId, cause });
      await postpone(deps, approvalRequestId);
    }
  }
  return { ran: due.length, failed, oldestOverdueMs };
}

const retryMs = 60_000;

/** What keeps failing steps aside, so that it cannot crowd out what would succeed. */
async function postpone({ approvals, clock, log }: Needs, approvalRequestId: string): Promise<void> {
  try {
    const approval = await approvals.load(approvalRequestId);
    if (approval) await approvals.reschedule(approval, clock.now() + retryMs);
  } catch (cause) {
    log.error("a timer could not be postponed", { approvalRequestId, cause });
  }
}
