import assert from "node:assert/strict";
import { describe, it } from "node:test";
import validate from "asl-validator";
import { synthesize } from "./synthesize.ts";
import { asText, resourcesOf, statementsOf, theResource } from "./template-parts.ts";

const { template } = synthesize();
const [, machine] = theResource(template, "AWS::StepFunctions::StateMachine", "SaysoWait");
const definition = JSON.parse(
  asText(machine.Properties.DefinitionString)
    .replaceAll("<AWS::Partition>", "aws")
    .replace(/<SaysoFunctionsRunTimers\w+\.Arn>/, "arn:aws:lambda:us-east-1:123456789012:function:run-timers")
    .replace(/<SaysoTablesApprovals\w+>/, "approvals"),
);
const { AwaitDecision, RunTimers, StillPending, Breathe, WaitAgain } = definition.States;

describe("the wait's definition", () => {
  it("is valid, and would not be with a state left out", () => {
    assert.deepEqual(validate(definition).errors, []);
    const { RunTimers: _, ...States } = definition.States;
    assert.equal(validate({ ...definition, States }).isValid, false);
  });

  it("is JSONPath throughout", () => {
    assert.equal(definition.QueryLanguage, undefined);
    assert.doesNotMatch(JSON.stringify(definition), /\{%/);
  });

  it("waits for a token that the state itself writes on the row", () => {
    assert.equal(AwaitDecision.Resource, "arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken");
    assert.deepEqual(AwaitDecision.Parameters, {
      TableName: "approvals",
      Key: { pk: { "S.$": "$.pk" }, sk: { S: "STATE" } },
      UpdateExpression: "SET waitToken = :token, waitTokenGeneration = :generation, dueAt = :dueAt",
      ConditionExpression: "#status = :pending AND waitGeneration = :generation",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":token": { "S.$": "$$.Task.Token" },
        ":generation": { "N.$": "$.waitGeneration" },
        ":dueAt": { "N.$": "$.dueAt" },
        ":pending": { S: "pending" },
      },
    });
  });

  it("waits as long as the request says, not as the template says", () => {
    assert.equal(AwaitDecision.TimeoutSecondsPath, "$.timeoutSeconds");
    assert.equal(AwaitDecision.TimeoutSeconds, undefined);
    assert.equal(AwaitDecision.HeartbeatSeconds, undefined);
    assert.equal(definition.TimeoutSeconds, undefined);
  });

  it("tries again what passes, and never what the token's holder or the condition said", () => {
    const retried: string[] = AwaitDecision.Retry.flatMap((retry: { ErrorEquals: string[] }) => retry.ErrorEquals);
    assert.deepEqual(retried, [
      "DynamoDb.TransactionConflictException",
      "DynamoDb.ProvisionedThroughputExceededException",
      "DynamoDb.ThrottlingException",
      "DynamoDb.RequestLimitExceeded",
      "DynamoDb.InternalServerErrorException",
      "DynamoDb.InternalServerError",
      "DynamoDb.SdkClientException",
    ]);
    for (const { BackoffRate, MaxAttempts } of AwaitDecision.Retry)
      assert.deepEqual([BackoffRate, MaxAttempts], [2, 6]);
  });

  it("goes by the row whenever the wait ends without a token", () => {
    assert.deepEqual(AwaitDecision.Catch, [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: "RunTimers" }]);
    assert.equal(AwaitDecision.End, true);
    assert.equal(AwaitDecision.ResultPath, null);
    assert.equal(RunTimers.Resource, "arn:aws:states:::lambda:invoke");
    assert.deepEqual(RunTimers.Parameters.Payload, {
      "approvalRequestId.$": "$.approvalRequestId",
      "waitGeneration.$": "$.waitGeneration",
    });
    const [{ ErrorEquals, MaxAttempts, MaxDelaySeconds, JitterStrategy }] = RunTimers.Retry;
    for (const name of ["Lambda.TooManyRequestsException", "ThrottlingException", "TransactionCanceledException"])
      assert.ok(ErrorEquals.includes(name), name);
    assert.deepEqual([MaxAttempts, MaxDelaySeconds, JitterStrategy], [30, 300, "FULL"]);
    assert.equal(RunTimers.Catch, undefined);
  });

  it("waits again only while the row is pending, and never in a tight loop", () => {
    assert.deepEqual(StillPending.Choices, [
      { Variable: "$.timers.Payload.pending", BooleanEquals: true, Next: "Breathe" },
    ]);
    assert.equal(StillPending.Default, "Over");
    assert.deepEqual([Breathe.Type, Breathe.Seconds, Breathe.Next], ["Wait", 5, "WaitAgain"]);
    assert.deepEqual(WaitAgain.Parameters, {
      "approvalRequestId.$": "$.approvalRequestId",
      "pk.$": "$.pk",
      "waitGeneration.$": "$.timers.Payload.waitGeneration",
      "timeoutSeconds.$": "$.timers.Payload.timeoutSeconds",
      "dueAt.$": "$.timers.Payload.dueAt",
    });
    assert.equal(WaitAgain.Next, "AwaitDecision");
  });
});

describe("the wait's state machine", () => {
  it("is STANDARD, and the only one", () => {
    assert.equal(machine.Properties.StateMachineType, "STANDARD");
    assert.equal(Object.keys(resourcesOf(template, "AWS::StepFunctions::StateMachine")).length, 1);
  });

  it("logs what happened and not with what", () => {
    const { Level, IncludeExecutionData } = machine.Properties.LoggingConfiguration;
    assert.deepEqual([Level, IncludeExecutionData], ["ALL", false]);
  });

  it("may update the approvals, call its timers, and deliver its log", () => {
    const role = machine.Properties.RoleArn["Fn::GetAtt"][0];
    const allowed = statementsOf(template, role).filter(
      ({ actions }) => !actions.every((action) => action.startsWith("logs:")),
    );
    assert.deepEqual(
      allowed.map(({ actions }) => actions),
      [["dynamodb:UpdateItem"], ["lambda:InvokeFunction"]],
    );
    assert.match(allowed[0]?.resources.join() ?? "", /^<SaysoTablesApprovals\w+\.Arn>$/);
    assert.match(allowed[1]?.resources.join() ?? "", /^<SaysoFunctionsRunTimers\w+\.Arn>$/);
  });

  it("traces when asked to", () => {
    assert.equal(machine.Properties.TracingConfiguration?.Enabled ?? false, false);
    const traced = theResource(
      synthesize({ tracing: true }).template,
      "AWS::StepFunctions::StateMachine",
      "SaysoWait",
    )[1];
    assert.equal(traced.Properties.TracingConfiguration.Enabled, true);
  });
});
