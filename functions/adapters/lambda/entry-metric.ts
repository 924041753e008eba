import type { Decision } from "../../core/approval.ts";
import type { AuditEntry } from "../../core/audit-entry.ts";
import type { MetricName } from "../../schemas/metrics.ts";

const counted: Readonly<Partial<Record<AuditEntry["type"], MetricName>>> = {
  "approval.created": "ApprovalsCreated",
  "approval.expired": "ApprovalsExpired",
  "approval.cancelled": "ApprovalsCancelled",
  "approval.failed": "ApprovalsFailed",
  "execution.resume_given_up": "ResumesGivenUp",
  "delivery.given_up": "DeliveriesGivenUp",
  "webhook.disabled": "WebhooksDisabled",
};

const decided: Readonly<Partial<Record<Decision, MetricName>>> = {
  approved: "ApprovalsApproved",
  rejected: "ApprovalsRejected",
  request_changes: "ApprovalsSentBack",
};

/**
 * What a committed entry adds one to; undefined for an entry that nobody counts. The stream may hand an entry over more
 * than once, and every one behind a failed entry comes again, so counts are approximate, and never short of an entry that
 * was seen to. The audit trail is exact.
 */
export function entryMetric({ type, decision }: AuditEntry): MetricName | undefined {
  return type === "approval.decided" && decision ? decided[decision] : counted[type];
}
