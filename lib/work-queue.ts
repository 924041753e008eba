import type { aws_lambda as lambda } from "aws-cdk-lib";
import { Duration, aws_lambda_event_sources as sources, aws_sqs as sqs, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface WorkQueueProps {
  /** Takes the messages in batches, and says which of them failed. */
  readonly consumer: lambda.Function;
  /** Messages that are handled one after the other, in one invocation. @default 10 */
  readonly batchSize?: number;
  /** Invocations at once. @default - as many as the account allows */
  readonly maxConcurrency?: number;
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

  constructor(scope: Construct, id: string, { consumer, batchSize = 10, maxConcurrency }: WorkQueueProps) {
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
    const source = { batchSize, reportBatchItemFailures: true, ...(maxConcurrency && { maxConcurrency }) };
    consumer.addEventSource(new sources.SqsEventSource(this.queue, source));
    Validations.of(consumer).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "A queue's mapping takes no destination: the queue hands over to its own dead-letter queue.",
    });
  }
}
