import type { aws_lambda as lambda } from "aws-cdk-lib";
import { Duration, aws_lambda_event_sources as sources, aws_sqs as sqs, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface WorkQueueProps {
  /** Takes the messages in batches, and says which of them failed. */
  readonly consumer: lambda.Function;
}

/** Encrypted, only over TLS, and long enough that a weekend loses nothing. */
export const queueDefaults = {
  encryption: sqs.QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
} as const satisfies sqs.QueueProps;

/** A queue whose messages end in a dead-letter queue after five failed tries. */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, { consumer }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new sqs.Queue(this, "DeadLetters", queueDefaults);
    Validations.of(this.deadLetters).acknowledge({
      id: "Serverless-SQSRedrivePolicy",
      reason: "It is itself the dead-letter queue: nothing consumes it, and an alarm watches its depth.",
    });
    this.queue = new sqs.Queue(this, "Queue", {
      ...queueDefaults,
      visibilityTimeout: Duration.seconds(6 * (consumer.timeout?.toSeconds() ?? 3)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    consumer.addEventSource(new sources.SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true }));
    Validations.of(consumer).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "A queue's mapping takes no destination: the queue hands over to its own dead-letter queue.",
    });
  }
}
