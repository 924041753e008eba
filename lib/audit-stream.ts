import {
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  aws_sqs as sqs,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { queueDefaults } from "./work-queue.ts";

export interface AuditStreamProps {
  readonly audit: dynamodb.ITable;
  /** Sees to what a committed audit entry entails. */
  readonly onAuditEntry: lambda.Function;
}

/**
 * Hands each committed audit entry to its function. An entry that keeps failing is set aside, and the shard goes on:
 * effects follow from the approval's row, so the sweep makes good what was set aside.
 */
export class AuditStream extends Construct {
  /** Where the stream's positions of failed entries are kept. */
  readonly setAside: sqs.Queue;
  /** Changes or removals of entries, which the audit trail must never see. */
  readonly rewrites: cloudwatch.Metric;

  constructor(scope: Construct, id: string, props: AuditStreamProps) {
    super(scope, id);
    this.setAside = new sqs.Queue(this, "SetAside", queueDefaults);
    const reason = "It is itself the place for failed records: nothing consumes it, and an alarm watches its depth.";
    Validations.of(this.setAside).acknowledge(
      { id: "AwsSolutions-SQS3", reason },
      { id: "Serverless-SQSRedrivePolicy", reason },
    );
    const source = new sources.DynamoEventSource(props.audit, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.isEqual("INSERT") })],
      batchSize: 25,
      // Effects follow from the row, so order does not matter: within a shard too, approvals are seen to side by side.
      parallelizationFactor: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: new sources.SqsDlq(this.setAside),
      metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
    });
    props.onAuditEntry.addEventSource(source);
    Validations.of(props.onAuditEntry.role ?? props.onAuditEntry).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "dynamodb:ListStreams names no resource; it reads the list of streams and nothing else.",
    });
    this.rewrites = new cloudwatch.Metric({
      namespace: "AWS/Lambda",
      metricName: "FilteredOutEventCount",
      dimensionsMap: { EventSourceMappingUUID: source.eventSourceMappingId },
      statistic: "Sum",
      period: Duration.minutes(1),
    });
  }
}
