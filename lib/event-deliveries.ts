import {
  aws_events as events,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  aws_events_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { WorkQueue } from "./work-queue.ts";

export interface EventDeliveriesProps {
  readonly bus: events.IEventBus;
  /** Makes deliveries of events, and attempts at them. */
  readonly deliverWebhook: lambda.Function;
}

/** Attempts at once, over all receivers. */
const attemptsAtOnce = 50;

/**
 * Brings what the bus tells to webhooks. An attempt is a message of its own in the group of its receiver: SQS hands over
 * the groups in turn (a fair queue), so that a receiver that hangs or has thousands waiting keeps back its own alone.
 */
export class EventDeliveries extends Construct {
  /** Events that become deliveries. */
  readonly events: WorkQueue;
  /** Attempts at deliveries. */
  readonly attempts: WorkQueue;

  constructor(scope: Construct, id: string, { bus, deliverWebhook: consumer }: EventDeliveriesProps) {
    super(scope, id);
    this.events = new WorkQueue(this, "Events", { consumer });
    this.attempts = new WorkQueue(this, "Attempts", { consumer, batchSize: 1, maxConcurrency: attemptsAtOnce });
    new events.Rule(this, "Rule", {
      eventBus: bus,
      description: "Has webhooks told what happens to approvals",
      eventPattern: { source: ["sayso"], detailType: [...events.Match.prefix("approval."), "execution.resumed"] },
      targets: [new targets.SqsQueue(this.events.queue, { deadLetterQueue: this.events.deadLetters })],
    });
  }

  /** Queues that are empty while all is well. */
  get deadLetters(): Readonly<Record<string, sqs.IQueue>> {
    return { EventDeadLetters: this.events.deadLetters, DeliveryDeadLetters: this.attempts.deadLetters };
  }
}
