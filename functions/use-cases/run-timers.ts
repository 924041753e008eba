import type { Approval } from "../core/approval.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { keepWait } from "./dispatch-entry.ts";

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings" | "waits" | "resumers" | "log">;

/** Does for one approval whatever is due: expires it, starts a wait that was lost, tells an agent that was not told. */
export async function runTimers(deps: Needs, approvalRequestId: string): Promise<Approval | undefined> {
  const applied = await applyCommand(deps, approvalRequestId, { type: "expire" });
  if (!applied.ok) return undefined;
  const { approval } = applied;
  await keepWait(deps, approval);
  if (approval.status === "pending") await deps.approvals.reschedule(approval, approval.expiresAt + expiryGraceMs);
  return approval;
}

/** A wait that is known to run is given this long to notice its expiry by itself. */
const expiryGraceMs = 15_000;

const batch = 100;

/** Runs the timers of everything that is due, each by itself: one that fails holds up no other. */
export async function sweep(deps: Needs): Promise<{ readonly ran: number; readonly failed: number }> {
  const due = await deps.approvals.due(deps.clock.now(), batch);
  let failed = 0;
  for (const approvalRequestId of due) {
    try {
      await runTimers(deps, approvalRequestId);
    } catch (cause) {
      failed++;
      deps.log.error("a timer failed", { approvalRequestId, cause });
      await postpone(deps, approvalRequestId);
    }
  }
  return { ran: due.length, failed };
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
