import type { aws_stepfunctions as sfn } from "aws-cdk-lib";
import {
  Duration,
  aws_lambda_destinations as destinations,
  aws_events as events,
  type aws_lambda as lambda,
  aws_sqs as sqs,
  aws_events_targets as targets,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { queueDefaults } from "./work-queue.ts";

export interface ReconcileRuleProps {
  readonly stateMachine: sfn.IStateMachine;
  readonly reconcile: lambda.Function;
}

/** Tells the reconciler of every wait that broke: failed, aborted by hand, or a year old. */
export class ReconcileRule extends Construct {
  /** Where the events are kept that could not be handled. */
  readonly setAside: sqs.Queue;

  constructor(scope: Construct, id: string, { stateMachine, reconcile }: ReconcileRuleProps) {
    super(scope, id);
    this.setAside = new sqs.Queue(this, "SetAside", queueDefaults);
    const reason = "It is itself the place for failed events: nothing consumes it, and an alarm watches its depth.";
    Validations.of(this.setAside).acknowledge(
      { id: "AwsSolutions-SQS3", reason },
      { id: "Serverless-SQSRedrivePolicy", reason },
    );
    reconcile.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new destinations.SqsDestination(this.setAside),
    });
    new events.Rule(this, "Rule", {
      description: "Starts again, or ends well, the waits that broke",
      eventPattern: {
        source: ["aws.states"],
        detailType: ["Step Functions Execution Status Change"],
        detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ["FAILED", "TIMED_OUT", "ABORTED"] },
      },
      targets: [new targets.LambdaFunction(reconcile, { deadLetterQueue: this.setAside })],
    });
  }
}
