import { Duration, aws_sqs as sqs } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface WorkQueueProps {
  /** The longest that the consumer may take for one batch. */
  readonly consumerTimeout: Duration;
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

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new sqs.Queue(this, "DeadLetters", queueDefaults);
    this.queue = new sqs.Queue(this, "Queue", {
      ...queueDefaults,
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }
}
