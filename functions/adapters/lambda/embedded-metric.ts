/** One line of log that CloudWatch reads as metrics (Embedded Metric Format), under the namespace `Sayso`. */
export function embeddedMetric(
  deployment: string,
  metrics: Readonly<Record<string, { readonly unit: "Seconds" | "Milliseconds" | "Count"; readonly value: number }>>,
  at: number,
): string {
  const definitions = Object.entries(metrics).map(([Name, { unit }]) => ({ Name, Unit: unit }));
  const directive = { Namespace: "Sayso", Dimensions: [["Deployment"]], Metrics: definitions };
  const values = Object.entries(metrics).map(([name, { value }]) => [name, value]);
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    Deployment: deployment,
    ...Object.fromEntries(values),
  });
}
