import type { Approval, ApprovalContent } from "../core/approval.ts";
import { applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings">;

/** The approval as it is by the service's clock: overdue means expired, whatever the timers did. */
export async function readApproval(deps: Needs, approvalRequestId: string): Promise<Approval | undefined> {
  const approval = await deps.approvals.load(approvalRequestId);
  if (approval?.status !== "pending" || approval.expiresAt > deps.clock.now()) return approval;
  const applied = await applyCommand(deps, approvalRequestId, { type: "expire" });
  return applied.ok ? applied.approval : undefined;
}

/** @throws Error when an approval has no content, which its creation's transaction rules out */
export async function readContent(
  { approvals }: Pick<Deps, "approvals">,
  approvalRequestId: string,
): Promise<ApprovalContent> {
  const content = await approvals.loadContent(approvalRequestId);
  if (!content) throw new Error(`${approvalRequestId} has no content`);
  return content;
}
