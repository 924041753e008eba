import { aws_cloudwatch as cloudwatch, Duration } from "aws-cdk-lib";
import { deploymentDimension, type MetricName, metricNamespace } from "../functions/schemas/metrics.ts";

/** One of the metrics that the functions of a deployment write, a minute at a time. */
export function serviceMetric(deployment: string, metricName: MetricName, statistic: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: metricNamespace,
    dimensionsMap: { [deploymentDimension]: deployment },
    metricName,
    statistic,
    period: Duration.minutes(1),
  });
}
