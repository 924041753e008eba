import {
  type aws_apigateway as apigateway,
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_lambda as lambda,
  type aws_stepfunctions as sfn,
  type aws_sqs as sqs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { MetricName } from "../functions/schemas/metrics.ts";
import { serviceMetric } from "./service-metric.ts";

export interface DashboardProps {
  /** Dimension that keeps this deployment's metrics apart. */
  readonly deployment: string;
  readonly restApi: apigateway.RestApi;
  readonly stateMachine: sfn.IStateMachine;
  readonly functions: readonly lambda.IFunction[];
  readonly onAuditEntry: lambda.IFunction;
  readonly alarms: readonly cloudwatch.IAlarm[];
  /** By the name to show. */
  readonly queues: Readonly<Record<string, sqs.IQueue>>;
}

const period = Duration.minutes(5);
const width = 12;

/** One page in CloudWatch: what happens to approvals, and whether everything that carries them is well. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { deployment, restApi, stateMachine, functions, onAuditEntry, alarms, queues } = props;
    const count = (name: MetricName, label: string) => serviceMetric(deployment, name, "Sum").with({ period, label });
    const lag = (statistic: string) => serviceMetric(deployment, "ResumeLagMs", statistic).with({ label: statistic });
    const graph = (title: string, ...left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width });
    const stage = { statistic: "Sum", period };
    new cloudwatch.Dashboard(this, "Dashboard", {
      defaultInterval: Duration.days(1),
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 2 * width })],
        [
          graph(
            "Approvals (about: the audit trail is exact)",
            count("ApprovalsCreated", "requested"),
            count("ApprovalsApproved", "approved"),
            count("ApprovalsRejected", "rejected"),
            count("ApprovalsSentBack", "changes requested"),
            count("ApprovalsExpired", "expired"),
            count("ApprovalsCancelled", "cancelled"),
            count("ApprovalsFailed", "failed"),
          ),
          graph("From a decision to the agent, ms", lag("p50"), lag("p99")),
        ],
        [
          graph(
            "The latest timer, seconds late",
            serviceMetric(deployment, "OldestOverdueSeconds", "Maximum"),
            serviceMetric(deployment, "OldestDeliveryOverdueSeconds", "Maximum"),
          ),
          graph(
            "Agents that will not be told, entries that wait, ms",
            count("ResumesGivenUp", "given up"),
            onAuditEntry.metric("IteratorAge", { statistic: "Maximum", period, label: "oldest audit entry" }),
          ),
        ],
        [
          graph(
            "Webhooks: attempts that failed, events given up",
            count("DeliveryAttemptsFailed", "attempts failed"),
            count("DeliveriesGivenUp", "given up"),
            count("WebhooksDisabled", "webhooks turned off"),
          ),
          graph(
            "From an event to the first attempt, ms",
            ...["p50", "p99"].map((statistic) =>
              serviceMetric(deployment, "DeliveryLagMs", statistic).with({ label: statistic }),
            ),
          ),
        ],
        [
          graph(
            "Requests",
            restApi.metricCount({ ...stage, label: "all" }),
            restApi.metricClientError({ ...stage, label: "4xx" }),
            restApi.metricServerError({ ...stage, label: "5xx" }),
          ),
          graph(
            "Answers, ms",
            ...["p50", "p99"].map((statistic) => restApi.metricLatency({ statistic, period, label: statistic })),
          ),
        ],
        [
          graph("Errors of functions", ...functions.map((fn) => fn.metricErrors({ period, label: fn.node.id }))),
          graph("Functions held back", ...functions.map((fn) => fn.metricThrottles({ period, label: fn.node.id }))),
        ],
        [
          graph(
            "Waits",
            stateMachine.metricStarted({ period, label: "started" }),
            stateMachine.metricSucceeded({ period, label: "ended" }),
            stateMachine.metricFailed({ period, label: "failed" }),
            stateMachine.metricTimedOut({ period, label: "timed out" }),
            stateMachine.metricAborted({ period, label: "aborted" }),
          ),
          graph(
            "Messages in queues",
            ...Object.entries(queues).map(([label, queue]) =>
              queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum", label }),
            ),
          ),
        ],
      ],
    });
  }
}
