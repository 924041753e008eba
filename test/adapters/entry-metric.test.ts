import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { embeddedMetric } from "../../functions/adapters/lambda/embedded-metric.ts";
import { entryMetric } from "../../functions/adapters/lambda/entry-metric.ts";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";

function entry(type: AuditEntry["type"], decision: AuditEntry["decision"] = null): AuditEntry {
  return { type, decision } as AuditEntry;
}

describe("an audit entry is counted", () => {
  const expected = [
    [entry("approval.created"), "ApprovalsCreated"],
    [entry("approval.decided", "approved"), "ApprovalsApproved"],
    [entry("approval.decided", "rejected"), "ApprovalsRejected"],
    [entry("approval.decided", "request_changes"), "ApprovalsSentBack"],
    [entry("approval.expired", "expired"), "ApprovalsExpired"],
    [entry("approval.cancelled", "error"), "ApprovalsCancelled"],
    [entry("approval.failed", "error"), "ApprovalsFailed"],
    [entry("execution.resume_given_up"), "ResumesGivenUp"],
    [entry("delivery.given_up"), "DeliveriesGivenUp"],
    [entry("webhook.disabled"), "WebhooksDisabled"],
  ] as const;
  for (const [of, metric] of expected)
    test(`${of.type} ${of.decision ?? ""} as ${metric}`, () => {
      assert.equal(entryMetric(of), metric);
    });

  test("but not when it changes no outcome", () => {
    for (const type of ["approval.viewed", "approval.waiter_attached", "execution.resumed", "wait.restarted"] as const)
      assert.equal(entryMetric(entry(type)), undefined);
  });
});

test("a metric is a line of Embedded Metric Format", () => {
  assert.deepEqual(JSON.parse(embeddedMetric("Sayso59225C12", "ResumeLagMs", 412, 1_790_000_000_000)), {
    _aws: {
      Timestamp: 1_790_000_000_000,
      CloudWatchMetrics: [
        { Namespace: "Sayso", Dimensions: [["Deployment"]], Metrics: [{ Name: "ResumeLagMs", Unit: "Milliseconds" }] },
      ],
    },
    Deployment: "Sayso59225C12",
    ResumeLagMs: 412,
  });
});
