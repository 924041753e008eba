import type { Replay } from "../ports/approval-store.ts";
import { type Applied, applyCommand } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { wake } from "./dispatch-entry.ts";

export interface CancelApproval {
  readonly approvalRequestId: string;
  readonly requester: string;
  readonly feedback: string;
  readonly replay?: Replay;
}

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings" | "waits" | "log">;

/** Withdraws a pending request: it ends with the decision `error`, for every waiter. */
export async function cancelApproval(deps: Needs, cancellation: CancelApproval): Promise<Applied> {
  const { approvalRequestId, requester, feedback, replay } = cancellation;
  const applied = await applyCommand(
    deps,
    approvalRequestId,
    { type: "cancel", requester, feedback },
    replay && { replay },
  );
  if (applied.ok) await wake(deps, applied.approval);
  return applied;
}
