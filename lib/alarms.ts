import type { aws_lambda as lambda, aws_stepfunctions as sfn, aws_sns as sns, aws_sqs as sqs } from "aws-cdk-lib";
import { aws_cloudwatch_actions as actions, aws_cloudwatch as cloudwatch, Duration, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { serviceMetric } from "./service-metric.ts";

export interface AlarmsProps {
  /** Dimension that keeps this deployment's metrics apart. */
  readonly deployment: string;
  readonly stateMachine: sfn.StateMachine;
  readonly onAuditEntry: lambda.Function;
  /** Changes or removals in the audit trail. */
  readonly rewrites: cloudwatch.Metric;
  /** Queues that are empty while all is well. */
  readonly deadLetters: Readonly<Record<string, sqs.IQueue>>;
  /** @default - the alarms tell nobody */
  readonly topic?: sns.ITopic;
}

const period = Duration.minutes(1);

interface Watch {
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly description: string;
  /** Minutes that must be bad. @default 1 */
  readonly minutes?: number;
  /** Silence is bad too. @default false */
  readonly missingIsBad?: boolean;
}

/** What must never go wrong in silence. */
export class Alarms extends Construct {
  readonly all: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.all = Object.entries(watches(props)).map(([alarmId, watch]) => {
      const { metric, threshold, description, minutes = 1, missingIsBad = false } = watch;
      const alarm = new cloudwatch.Alarm(this, alarmId, {
        metric,
        threshold,
        alarmDescription: description,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: minutes,
        treatMissingData: missingIsBad
          ? cloudwatch.TreatMissingData.BREACHING
          : cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      if (props.topic) alarm.addAlarmAction(new actions.SnsAction(props.topic));
      return alarm;
    });
    if (!props.topic)
      Validations.of(this).acknowledge({
        id: "NIST.800.53.R5-CloudWatchAlarmAction",
        reason: "Whom an alarm wakes is the user's to say: the property `alarmTopic` tells all of them to a topic.",
      });
  }
}

function watches({
  deployment,
  stateMachine,
  onAuditEntry,
  rewrites,
  deadLetters,
}: AlarmsProps): Readonly<Record<string, Watch>> {
  const depth = (queue: sqs.IQueue): cloudwatch.IMetric =>
    queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" });
  return {
    Overdue: {
      metric: serviceMetric(deployment, "OldestOverdueSeconds", "Maximum"),
      threshold: 300,
      minutes: 5,
      missingIsBad: true,
      description: "For five minutes a timer has been five minutes late or more, or the sweep has not run.",
    },
    ResumeLag: {
      metric: serviceMetric(deployment, "ResumeLagMs", "p99"),
      threshold: 60_000,
      minutes: 3,
      description: "Decisions take a minute or more to reach their agents.",
    },
    ResumesGivenUp: {
      metric: serviceMetric(deployment, "ResumesGivenUp", "Sum"),
      threshold: 1,
      description: "An agent will not be told its decision: the audit trail says why.",
    },
    DeliveriesOverdue: {
      metric: serviceMetric(deployment, "OldestDeliveryOverdueSeconds", "Maximum"),
      threshold: 300,
      minutes: 5,
      description: "For five minutes an attempt to bring an event to a webhook has been five minutes late or more.",
    },
    DeliveryLag: {
      metric: serviceMetric(deployment, "DeliveryLagMs", "p99"),
      threshold: 60_000,
      minutes: 3,
      description: "Events take a minute or more until a webhook is first tried.",
    },
    DeliveriesGivenUp: {
      metric: serviceMetric(deployment, "DeliveriesGivenUp", "Sum"),
      threshold: 1,
      description: "A webhook will not get an event unless it is sent again: the audit trail says which and why.",
    },
    WebhooksDisabled: {
      metric: serviceMetric(deployment, "WebhooksDisabled", "Sum"),
      threshold: 1,
      description: "A webhook answered 410 or took nothing for five days, and was turned off.",
    },
    WaitsFailed: {
      metric: stateMachine.metricFailed({ period }),
      threshold: 1,
      description: "The wait for an approval failed; the reconciler starts another.",
    },
    WaitsTimedOut: {
      metric: stateMachine.metricTimedOut({ period }),
      threshold: 1,
      description: "The wait for an approval reached the age at which Step Functions ends it.",
    },
    WaitsAborted: {
      metric: stateMachine.metricAborted({ period }),
      threshold: 1,
      description: "Somebody stopped the wait for an approval; the reconciler starts another.",
    },
    AuditEntryErrors: {
      metric: onAuditEntry.metricErrors({ period }),
      threshold: 1,
      description: "The side effects of an audit entry failed; they are tried again.",
    },
    AuditRewritten: {
      metric: rewrites,
      threshold: 1,
      description: "An entry of the audit trail was changed or removed.",
    },
    ...Object.fromEntries(
      Object.entries(deadLetters).map(([id, queue]) => [
        id,
        { metric: depth(queue), threshold: 1, description: "Work was given up; it is kept in this queue." },
      ]),
    ),
  };
}
