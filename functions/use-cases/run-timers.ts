import type { Approval, PendingApproval } from "../core/approval.ts";
import { nextLook, nextTimer, timersOf } from "../core/timers.ts";
import { NotRecorded } from "../ports/not-recorded.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { keepWait } from "./dispatch-entry.ts";
import { rescheduleResumes } from "./queue-resumes.ts";

type Needs = Pick<
  Deps,
  "approvals" | "clock" | "crypto" | "settings" | "waits" | "resumeClaims" | "resumeQueue" | "log"
>;

/**
 * Does for one approval whatever is due: expires it, reminds, escalates, starts a wait that was lost, tells an agent
 * that was not told.
 *
 * @returns how long ago the first of its own timers should have been run, in milliseconds; 0 when none was due
 */
export async function runTimers(deps: Needs, approvalRequestId: string): Promise<number> {
  const applied = await applyCommand(deps, approvalRequestId, { type: "expire" });
  if (!applied.ok) return 0;
  const { before } = applied;
  const approval = applied.approval.status === "pending" ? await askMore(deps, applied.approval) : applied.approval;
  await keepWait(deps, approval);
  if (approval.status === "pending") await deps.approvals.reschedule(approval, lookAfter(deps, approval));
  else await rescheduleResumes(deps, approval);
  return before?.status === "pending" ? Math.max(0, deps.clock.now() - nextTimer(before)) : 0;
}

/** Reminds and escalates as far as it is time, in the order in which it should have been done. */
async function askMore(deps: Needs, pending: PendingApproval): Promise<Approval> {
  let approval: Approval = pending;
  for (const { type, at } of timersOf(pending)) {
    if (at > deps.clock.now()) break;
    const applied = await applyCommand(deps, pending.approvalRequestId, { type });
    if (applied.ok) approval = applied.approval;
    else if ("approval" in applied.refusal) approval = applied.refusal.approval;
  }
  return approval;
}

/** Where no wait can be lost there is none that keeps the expiry: the timers do. */
function lookAfter({ settings }: Needs, approval: PendingApproval): number {
  return settings.startGraceMs === null ? nextTimer(approval) : nextLook(approval);
}

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
      if (!(cause instanceof NotRecorded)) await postpone(deps, approvalRequestId);
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
