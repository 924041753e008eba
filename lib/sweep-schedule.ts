import {
  Duration,
  aws_events as events,
  type aws_lambda as lambda,
  aws_events_targets as targets,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";

export interface SweepScheduleProps {
  readonly sweep: lambda.Function;
}

/** Runs the sweep every minute. A run that fails is not repeated: the next one does the same work. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, { sweep }: SweepScheduleProps) {
    super(scope, id);
    sweep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const rule = new events.Rule(this, "Rule", {
      description: "Looks every minute for approvals whose timer, wait or resume was lost",
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new targets.LambdaFunction(sweep, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    const reason = "A run that was missed is worth nothing: the next one, a minute later, does the same work.";
    Validations.of(rule).acknowledge({ id: "Serverless-EventBusDLQ", reason });
    Validations.of(sweep).acknowledge({ id: "Serverless-LambdaAsyncFailureDestination", reason });
  }
}
