import { Duration, aws_events as events, type aws_lambda as lambda, aws_events_targets as targets } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface SweepScheduleProps {
  readonly sweep: lambda.Function;
}

/** Runs the sweep every minute. A run that fails is not repeated: the next one does the same work. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, { sweep }: SweepScheduleProps) {
    super(scope, id);
    sweep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    new events.Rule(this, "Rule", {
      description: "Looks every minute for approvals whose timer, wait or resume was lost",
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new targets.LambdaFunction(sweep, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
