import { primaryKey, stateSortKey, waitAttributes } from "../functions/schemas/tables.ts";

const { status, generation, token, tokenGeneration, dueAt } = waitAttributes;

/** Worth another try: the same update is likely to go through a moment later. */
const passing = [
  "DynamoDb.TransactionConflictException",
  "DynamoDb.ProvisionedThroughputExceededException",
  "DynamoDb.ThrottlingException",
  "DynamoDb.RequestLimitExceeded",
  "DynamoDb.InternalServerErrorException",
  "DynamoDb.InternalServerError",
  "DynamoDb.SdkClientException",
];

/** What the function throws when the store is too busy for it, and what is said of it when it was too slow. */
const overloaded = [
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TransactionCanceledException",
  "TransactionConflictException",
  "InternalServerError",
  "TimeoutError",
  "Sandbox.Timedout",
];

const unreachable = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "Lambda.ClientExecutionTimeoutException",
];

export interface WaitDefinitionProps {
  /** `aws`, or that of a sovereign region. */
  readonly partition: string;
  /** Name of the table whose row takes the token. */
  readonly approvalsTable: string;
  /** ARN of the function that looks at the row when a wait ends by itself. */
  readonly runTimersFunction: string;
}

/**
 * One execution is one wait: the clock of a pending approval and the token that ends it.
 *
 * Input `{approvalRequestId, pk, waitGeneration, timeoutSeconds, dueAt}`, of which `waitGeneration` and `dueAt` are
 * strings, since they become DynamoDB numbers. The state writes its own token on the approval's row, so waiting costs
 * nothing. Whatever ends the wait without a token (the time-out, a row decided meanwhile, a fault) goes by the row:
 * still pending waits again, anything else is over.
 */
export function waitDefinition({ partition, approvalsTable, runTimersFunction }: WaitDefinitionProps): object {
  return {
    Comment: "Waits for one approval: holds its clock and its task token. The approvals table is the truth.",
    StartAt: "AwaitDecision",
    States: {
      AwaitDecision: {
        Type: "Task",
        Resource: `arn:${partition}:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken`,
        Parameters: {
          TableName: approvalsTable,
          Key: { [primaryKey.partition]: { "S.$": "$.pk" }, [primaryKey.sort]: { S: stateSortKey } },
          UpdateExpression: `SET ${token} = :token, ${tokenGeneration} = :generation, ${dueAt} = :dueAt`,
          ConditionExpression: `#status = :pending AND ${generation} = :generation`,
          ExpressionAttributeNames: { "#status": status },
          ExpressionAttributeValues: {
            ":token": { "S.$": "$$.Task.Token" },
            ":generation": { "N.$": "$.waitGeneration" },
            ":dueAt": { "N.$": "$.dueAt" },
            ":pending": { S: "pending" },
          },
        },
        TimeoutSecondsPath: "$.timeoutSeconds",
        ResultPath: null,
        Retry: [
          {
            ErrorEquals: passing,
            IntervalSeconds: 1,
            BackoffRate: 2,
            MaxAttempts: 6,
            MaxDelaySeconds: 30,
            JitterStrategy: "FULL",
          },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: "RunTimers" }],
        End: true,
      },
      RunTimers: {
        Type: "Task",
        Resource: `arn:${partition}:states:::lambda:invoke`,
        Parameters: {
          FunctionName: runTimersFunction,
          Payload: { "approvalRequestId.$": "$.approvalRequestId", "waitGeneration.$": "$.waitGeneration" },
        },
        ResultPath: "$.timers",
        Retry: [
          {
            // As many as may expire in one minute take more than an hour on a table that is new.
            ErrorEquals: [...unreachable, ...overloaded],
            IntervalSeconds: 2,
            BackoffRate: 2,
            MaxAttempts: 30,
            MaxDelaySeconds: 300,
            JitterStrategy: "FULL",
          },
        ],
        Next: "StillPending",
      },
      StillPending: {
        Type: "Choice",
        Choices: [{ Variable: "$.timers.Payload.pending", BooleanEquals: true, Next: "Breathe" }],
        Default: "Over",
      },
      Breathe: {
        Type: "Wait",
        Comment: "A row that can never take the token must not spin through a year's history in a minute.",
        Seconds: 5,
        Next: "WaitAgain",
      },
      WaitAgain: {
        Type: "Pass",
        Parameters: {
          "approvalRequestId.$": "$.approvalRequestId",
          "pk.$": "$.pk",
          "waitGeneration.$": "$.timers.Payload.waitGeneration",
          "timeoutSeconds.$": "$.timers.Payload.timeoutSeconds",
          "dueAt.$": "$.timers.Payload.dueAt",
        },
        Next: "AwaitDecision",
      },
      Over: { Type: "Succeed" },
    },
  };
}
