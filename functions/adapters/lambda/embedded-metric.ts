import { deploymentDimension, type MetricName, metricNamespace, metricUnits } from "../../schemas/metrics.ts";

/** One line of log that CloudWatch reads as a metric (Embedded Metric Format). */
export function embeddedMetric(deployment: string, name: MetricName, value: number, at: number): string {
  const directive = {
    Namespace: metricNamespace,
    Dimensions: [[deploymentDimension]],
    Metrics: [{ Name: name, Unit: metricUnits[name] }],
  };
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    [deploymentDimension]: deployment,
    [name]: value,
  });
}
