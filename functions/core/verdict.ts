import type { Approval, PendingApproval } from "./approval.ts";
import type { Refusal, Verdict } from "./command.ts";
import type { ApprovalEvent } from "./event.ts";

export const nothing: Verdict = { ok: true, events: [] };

export function accept(event: ApprovalEvent): Verdict {
  return { ok: true, events: [event] };
}

export function refuse(refusal: Refusal): Verdict {
  return { ok: false, events: [], refusal };
}

/** Refuses what comes too late, with how the approval ended. */
export function whilePending(approval: Approval, then: (pending: PendingApproval) => Verdict): Verdict {
  if (approval.status === "pending") return then(approval);
  return refuse({ code: approval.status === "expired" ? "expired" : "already_decided", approval });
}
