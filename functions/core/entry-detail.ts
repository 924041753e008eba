import type { Waiter } from "./approval.ts";
import type { AuditEntry } from "./audit-entry.ts";
import { digest, type Sha256 } from "./digest.ts";
import type { ApprovalEvent } from "./event.ts";
import { toUtc } from "./instant.ts";
import { type Timed, timersOf } from "./timers.ts";

/** What only this type of entry says. Nothing personal. */
export function detailOf(event: ApprovalEvent, sha256: Sha256): AuditEntry["detail"] {
  switch (event.type) {
    case "approval.created": {
      const [waiter] = event.approval.waiters;
      return { ...(waiter && waiterDetail(waiter, sha256)), ...timerDetail(event.approval) };
    }
    case "approval.waiter_attached":
      return waiterDetail(event.waiter, sha256);
    case "approval.decided":
      return { decisionId: event.decisionId, linkGeneration: event.linkGeneration };
    case "approval.expired":
      return { by: "system" };
    case "approval.cancelled":
      return { by: event.by };
    case "approval.failed":
      return { by: "system" };
    case "approval.expiry_changed":
      return { expiresAt: toUtc(event.expiresAt) };
    case "approval.reminded":
    case "approval.escalated":
      return { by: "system" };
    case "approval.reassigned":
      return { as: event.as };
    case "wait.restarted":
      return { reason: event.reason };
    case "execution.resumed":
      return { waiterId: event.waiterId };
    case "execution.resume_given_up":
      return { waiterId: event.waiterId, reason: event.reason };
  }
}

function waiterDetail({ waiterId, kind, executionId, target }: Waiter, sha256: Sha256): AuditEntry["detail"] {
  return { waiterId, kind, executionId, targetDigest: digest(sha256, target) };
}

/** When it will be reminded of and escalated, as instants: hours may have fractions, which hash differently by language. */
function timerDetail(approval: Timed): AuditEntry["detail"] {
  return Object.fromEntries(timersOf(approval).map(({ type, at }) => [`${type}At`, toUtc(at)]));
}
