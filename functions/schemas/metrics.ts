/** CloudWatch's namespace for what the functions measure. */
export const metricNamespace = "Sayso";

/** Dimension that keeps two deployments in one region apart. */
export const deploymentDimension = "Deployment";

/** Everything that the functions measure, and its unit. */
export const metricUnits = {
  ApprovalsCreated: "Count",
  ApprovalsApproved: "Count",
  ApprovalsRejected: "Count",
  ApprovalsSentBack: "Count",
  ApprovalsExpired: "Count",
  ApprovalsCancelled: "Count",
  ApprovalsFailed: "Count",
  ResumesGivenUp: "Count",
  ResumeLagMs: "Milliseconds",
  OldestOverdueSeconds: "Seconds",
  DeliveryLagMs: "Milliseconds",
  DeliveryAttemptsFailed: "Count",
  DeliveriesGivenUp: "Count",
  WebhooksDisabled: "Count",
  OldestDeliveryOverdueSeconds: "Seconds",
} as const satisfies Readonly<Record<string, "Count" | "Milliseconds" | "Seconds">>;

export type MetricName = keyof typeof metricUnits;
