import type { TerminalApproval, Waiter } from "../core/approval.ts";
import type { Attempt } from "../ports/effects.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings" | "resumers">;

/**
 * Brings a decision to one waiter and records that it arrived, or that it never can. Safe to repeat.
 *
 * @throws what the resumer throws: the caller tries again later
 */
export async function resumeExecution(
  deps: Needs,
  approval: TerminalApproval,
  waiter: Waiter,
  attempt: Attempt = "first",
): Promise<void> {
  if (waiter.state !== "resuming" || waiter.kind === "poll") return;
  const { approvalRequestId } = approval;
  const { waiterId, kind } = waiter;
  const resumer = deps.resumers[kind];
  const delivery = resumer
    ? await resumer.deliver(approval, waiter, attempt)
    : { outcome: "gone" as const, reason: `this deployment cannot resume by ${kind}` };
  switch (delivery.outcome) {
    case "waiting":
      return;
    case "resumed":
      await applyCommand(deps, approvalRequestId, { type: "resumed", waiterId });
      return;
    case "gone":
      await applyCommand(deps, approvalRequestId, { type: "give_up_resume", waiterId, reason: delivery.reason });
      return;
  }
}

/** Records that the agent came and fetched the decision. */
export async function recordCollected(deps: Omit<Needs, "resumers">, approval: TerminalApproval): Promise<void> {
  for (const { kind, state, waiterId } of approval.waiters)
    if (kind === "poll" && state === "resuming")
      await applyCommand(deps, approval.approvalRequestId, { type: "resumed", waiterId });
}
