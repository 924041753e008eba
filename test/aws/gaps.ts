import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  GetResourcePolicyCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SendTaskSuccessCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { emulatorGaps, forEmulator } from "../../tools/emulator-gaps.ts";
import { agentMachineOf } from "./agent-machine.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import type { DeployedStack, StackTemplate } from "./deploy-stack.ts";
import { readLog } from "./logs.ts";
import { eventually } from "./operator.ts";

/** Whether resources of a type are deployed otherwise than the app has made them. */
function isEdited({ template }: DeployedStack, type: string): boolean {
  const ofType = ({ Resources }: StackTemplate) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
  return !isDeepStrictEqual(ofType(template), ofType(forEmulator(template)));
}

/** Each tries what the emulator does not do, and resolves to what it should have resolved to, were it AWS. */
const probes: Readonly<Record<keyof typeof emulatorGaps, (world: AwsWorld) => Promise<boolean>>> = {
  "time to live": async ({ operator }) => {
    const asked = new DescribeTimeToLiveCommand({ TableName: operator.approvals });
    return (await operator.dynamodb.send(asked)).TimeToLiveDescription?.TimeToLiveStatus === "ENABLED";
  },
  "point-in-time recovery": async ({ operator }) => {
    const asked = new DescribeContinuousBackupsCommand({ TableName: operator.audit });
    const { ContinuousBackupsDescription: backups } = await operator.dynamodb.send(asked);
    return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
  },
  "the audit table's policy": ({ operator }) => {
    const ResourceArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${operator.audit}`;
    return operator.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn })).then(
      () => true,
      (error: Error) => {
        assert.equal(error.name, "PolicyNotFoundException");
        return false;
      },
    );
  },
  "the gateway's log": async (world) =>
    (await readLog(world, world.stack.physicalId("AWS::Logs::LogGroup", "SaysoApi"))).length > 0,
  "the waits' log": async (world) =>
    (await readLog(world, world.stack.physicalId("AWS::Logs::LogGroup", "SaysoWait"))).length > 0,
  "tokens of stopped executions": async (world) => {
    const { stepFunctions } = world.operator;
    const { executionArn, taskToken } = await (await agentMachineOf(world.operator)).start(world.newId("stopped"));
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    return stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })).then(
      () => false,
      () => true,
    );
  },
  "failed records of a batch": async (world) => {
    const { operator, stack } = world;
    const log = stack.physicalId("AWS::Logs::LogGroup", "SaysoFunctionsOnAuditEntry");
    const failures = async () => (await readLog(world, log)).filter((line) => line.includes("a record failed")).length;
    const before = await failures();
    for (const n of [1, 2]) {
      const Item = { pk: { S: `nothing-${n}` }, sk: { S: "00000001" }, schemaVersion: { N: "1" } };
      await operator.dynamodb.send(new PutItemCommand({ TableName: operator.audit, Item }));
      await eventually("the record has failed", async () => (await failures()) >= before + n);
    }
    // The second one could not have been reached, had the first been tried again.
    return (await failures()) > before + 2;
  },
  "Amazon's addresses": async ({ operator, stack }) =>
    !stack.outputs.ApiUrl?.includes(".amazonaws.com/") ||
    !(await operator.variables("ReviewLink")).PUBLIC_URL?.includes(".amazonaws.com/"),
  "who may end a task": async ({ stack }) => !isEdited(stack, "AWS::IAM::Policy"),
  TLS: async ({ aws, stack }) => !isEdited(stack, "AWS::SQS::QueuePolicy") || aws.endpoint.startsWith("https:"),
};

/** Run last: some leave things behind that no deployment would. */
export const gaps: AwsScenario[] = Object.entries(emulatorGaps).map(([name, { type, property }]) => ({
  title: `${name}: in the template, and without effect here`,
  run: async (world) => {
    const resources = Object.values(world.stack.template.Resources).filter(({ Type }) => Type === type);
    const concerned = resources.filter(({ Properties }) => Properties[property] !== undefined);
    assert.ok(concerned.length > 0, `no ${type} has ${property}`);
    const works = await probes[name as keyof typeof emulatorGaps](world);
    assert.equal(works, false, "the emulator does this by now: take it off the list of its gaps");
  },
}));
