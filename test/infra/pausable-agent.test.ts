import assert from "node:assert/strict";
import { describe, it } from "node:test";
import validate from "asl-validator";
import { aws_kms as kms, aws_lambda as lambda, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import { PausableAgent } from "../../lib/pausable-agent.ts";
import { pausableAgentDefinition } from "../../lib/pausable-agent-definition.ts";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles } from "./synthesize.ts";
import { asText, statementsOf, theResource } from "./template-parts.ts";

function refunds() {
  const stack = new Stack(quickApp(), "Refunds");
  const sayso = new Sayso(stack, "Sayso", { bundles: stubBundles() });
  const agent = new lambda.Function(stack, "Agent", {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: lambda.Code.fromInline("exports.handler = async () => {}"),
  });
  new PausableAgent(stack, "Paused", { sayso, agent });
  return stack;
}

describe("a pausable agent", () => {
  const template = Template.fromStack(refunds());
  const [machineId, machine] = theResource(template, "AWS::StepFunctions::StateMachine", "PausedStateMachine");
  const definition = JSON.parse(asText(machine.Properties.DefinitionString).replaceAll(/<[^>]+>/g, "x"));

  it("has a definition that is valid, and a wait that waits", () => {
    const agentFunction = "arn:aws:lambda:eu-west-1:111122223333:function:refunds";
    assert.deepEqual(validate(pausableAgentDefinition({ partition: "aws", agentFunction })).errors, []);
    assert.equal(machine.Properties.StateMachineType ?? "STANDARD", "STANDARD");
    assert.match(definition.States.Ask.Resource, /states:::lambda:invoke\.waitForTaskToken$/);
    assert.equal(definition.States.Ask.TimeoutSecondsPath, "$.turn.reply.paused.timeoutSeconds");
  });

  it("goes on after every end of a wait, and never ends in silence", () => {
    const { Ask, Look, GoOn, GoOnWithWhatWasSeen } = definition.States;
    assert.deepEqual([Ask.Next, Ask.Catch[0].Next, Look.Next], ["GoOn", "Look", "GoOnWithWhatWasSeen"]);
    assert.deepEqual([GoOn.Next, GoOnWithWhatWasSeen.Next], ["TakeTurn", "TakeTurn"]);
    assert.deepEqual(
      Object.entries(definition.States as Record<string, { End?: boolean }>).flatMap(([name, { End }]) =>
        End ? [name] : [],
      ),
      ["Done"],
    );
  });

  it("may invoke its function and nothing else; its function may ask and not decide", () => {
    const machineStatements = statementsOf(template, machine.Properties.RoleArn["Fn::GetAtt"][0]);
    const invokes = machineStatements.filter(({ actions }) => actions.some((action) => action.startsWith("lambda:")));
    assert.deepEqual(
      invokes.map(({ actions, resources }) => [actions, resources.map((arn) => arn.replace(/Agent\w+/, "Agent"))]),
      [[["lambda:InvokeFunction"], ["<Agent.Arn>"]]],
    );
    const [, fn] = theResource(template, "AWS::Lambda::Function", "Agent");
    const may = statementsOf(template, fn.Properties.Role["Fn::GetAtt"][0]).filter(({ actions }) =>
      actions.includes("execute-api:Invoke"),
    );
    assert.equal(may.length, 1);
    assert.match(may[0]?.resources[0] ?? "", /\/prod\/\*\/iam\/\*$/);
  });

  it("is told where the service is and to sign its calls, and the service may resume it and no other", () => {
    const [, fn] = theResource(template, "AWS::Lambda::Function", "Agent");
    const { SAYSO_SERVER_URL, SAYSO_AUTH } = fn.Properties.Environment.Variables;
    assert.match(asText(SAYSO_SERVER_URL), /^https:\/\/<SaysoApi\w+>\.execute-api\..+\/prod$/);
    assert.equal(SAYSO_AUTH, "iam");
    const [, resume] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsResumeExecution");
    const tokens = statementsOf(template, resume.Properties.Role["Fn::GetAtt"][0]).filter(({ actions }) =>
      actions.includes("states:SendTaskSuccess"),
    );
    assert.deepEqual(
      tokens.flatMap(({ resources }) => resources),
      [`<${machineId}>`],
    );
  });

  it("leaves cdk-nag nothing to find in what it adds", () => {
    const stack = refunds();
    const found = [AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks].flatMap((Pack) =>
      new Pack(stack)
        .validateScope(stack)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath = "" }) => `${ruleName} ${constructPath}`),
        ),
    );
    assert.deepEqual(
      found.filter((finding) => finding.includes(" Refunds/Paused/")),
      [],
    );
  });

  it("encrypts its log with a key of the user's, where one is given", () => {
    const stack = refunds();
    const key = new kms.Key(stack, "Key");
    new PausableAgent(stack, "Other", {
      sayso: stack.node.findChild("Sayso") as Sayso,
      agent: stack.node.findChild("Agent") as lambda.Function,
      logEncryptionKey: key,
    });
    const [, log] = theResource(Template.fromStack(stack), "AWS::Logs::LogGroup", "OtherLog");
    assert.match(asText(log.Properties.KmsKeyId), /^<Key\w+\.Arn>$/);
  });
});
