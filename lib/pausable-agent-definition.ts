export interface PausableAgentDefinitionProps {
  /** `aws`, or that of a sovereign region. */
  readonly partition: string;
  /** ARN of the agent's function. */
  readonly agentFunction: string;
}

/** Worth another try: the function has not run, or ran out of the service's luck. */
const passing = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];

const retry = [{ ErrorEquals: passing, IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 6, JitterStrategy: "FULL" }];

/**
 * An agent that lives on between its turns only here. A turn ends with an output, or with an approval request: then the
 * function is invoked once more to ask for it with this execution's own task token, and the execution waits, with nothing
 * running, until the decision comes back as the task's output.
 *
 * The execution's input is the agent's; its output is what the last turn returned.
 */
export function pausableAgentDefinition({ partition, agentFunction }: PausableAgentDefinitionProps): object {
  const invoke = `arn:${partition}:states:::lambda:invoke`;
  return {
    Comment: "Takes an agent's turns; waits between them for a person's decision.",
    StartAt: "Begin",
    States: {
      Begin: {
        Type: "Pass",
        Parameters: { "input.$": "$", state: null, result: null },
        Next: "TakeTurn",
      },
      TakeTurn: {
        Type: "Task",
        Resource: invoke,
        Parameters: {
          FunctionName: agentFunction,
          Payload: {
            turn: {
              "input.$": "$.input",
              "state.$": "$.state",
              "result.$": "$.result",
              "executionId.$": "$$.Execution.Name",
            },
          },
        },
        ResultSelector: { "reply.$": "$.Payload" },
        ResultPath: "$.turn",
        Retry: retry,
        Next: "IsPaused",
      },
      IsPaused: {
        Type: "Choice",
        Choices: [{ Variable: "$.turn.reply.paused", IsPresent: true, Next: "Ask" }],
        Default: "Done",
      },
      Ask: {
        Type: "Task",
        Resource: `${invoke}.waitForTaskToken`,
        Parameters: {
          FunctionName: agentFunction,
          Payload: {
            "ask.$": "$.turn.reply.paused.request",
            "taskToken.$": "$$.Task.Token",
            "executionId.$": "$$.Execution.Name",
          },
        },
        TimeoutSecondsPath: "$.turn.reply.paused.timeoutSeconds",
        ResultPath: "$.result",
        Retry: retry,
        Catch: [{ ErrorEquals: ["States.Timeout"], ResultPath: null, Next: "Look" }],
        Next: "GoOn",
      },
      Look: {
        Type: "Task",
        Comment: "Nothing came long after the expiry: the service is asked what became of the approval.",
        Resource: invoke,
        Parameters: {
          FunctionName: agentFunction,
          Payload: { "look.$": "$.turn.reply.paused.request.approvalRequestId" },
        },
        ResultSelector: { "result.$": "$.Payload" },
        ResultPath: "$.looked",
        Retry: retry,
        Next: "GoOnWithWhatWasSeen",
      },
      GoOnWithWhatWasSeen: {
        Type: "Pass",
        Parameters: {
          "input.$": "$.input",
          "state.$": "$.turn.reply.paused.state",
          "result.$": "$.looked.result",
        },
        Next: "TakeTurn",
      },
      GoOn: {
        Type: "Pass",
        Parameters: { "input.$": "$.input", "state.$": "$.turn.reply.paused.state", "result.$": "$.result" },
        Next: "TakeTurn",
      },
      Done: { Type: "Pass", OutputPath: "$.turn.reply.done", End: true },
    },
  };
}
