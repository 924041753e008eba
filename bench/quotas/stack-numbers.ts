import { synthesize } from "../../test/infra/synthesize.ts";
import { asText, resourcesOf, theResource } from "../../test/infra/template-parts.ts";

/** How a state tries again, of the state machine's definition. */
export interface StateRetry {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
  readonly MaxDelaySeconds: number;
}

export type StackNumbers = ReturnType<typeof stackNumbers>;

/** What the stack says itself about how much it does at once and how it tries again: read from its template. */
export function stackNumbers() {
  const { template } = synthesize();
  const mappings = Object.values(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).map((one) => one.Properties);
  const ofFunction = (id: string) =>
    mappings.find(({ FunctionName }) => asText(FunctionName).includes(`SaysoFunctions${id}`));
  const [, stage] = theResource(template, "AWS::ApiGateway::Stage", "SaysoApi");
  const { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: size } = stage.Properties.MethodSettings[0];
  const [, machine] = theResource(template, "AWS::StepFunctions::StateMachine", "SaysoWait");
  const { States } = JSON.parse(asText(machine.Properties.DefinitionString));
  const stream = ofFunction("OnAuditEntry");
  const queue = ofFunction("ResumeExecution");
  const functions = Object.values(resourcesOf(template, "AWS::Lambda::Function"));
  const reserved = functions.map(({ Properties }) => Properties.ReservedConcurrentExecutions ?? 0);
  return {
    /** Requests a second over all callers. */
    throttle: { size: Number(size), perSecond: Number(perSecond) },
    stream: {
      batchSize: Number(stream.BatchSize),
      atOncePerShard: Number(stream.ParallelizationFactor ?? 1),
      retries: Number(stream.MaximumRetryAttempts),
    },
    queue: {
      batchSize: Number(queue.BatchSize),
      atOnce: Number(queue.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY),
    },
    reservedConcurrency: reserved.reduce((sum, one) => sum + one, 0),
    runTimersRetries: States.RunTimers.Retry as readonly StateRetry[],
  };
}
