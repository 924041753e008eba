import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { auditOf, call, decideSignedIn, poll, sleep, untilResumed } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { deployStack } from "./deploy-stack.ts";
import { readLog } from "./logs.ts";
import { eventually } from "./operator.ts";
import { refundMachineArn } from "./refund-machine-name.ts";

const deployed = new WeakMap<AwsWorld, Promise<string>>();

/** The log group of the agent's function. */
async function agentOf(world: AwsWorld): Promise<string> {
  const deploy = async () => {
    const settings = { serverUrl: world.baseUrl, apiKey: world.agentHeaders["x-api-key"] ?? "" };
    const stack = await deployStack(world.aws, "Refunds", settings, "node test/aws/refund-app.ts");
    return `/aws/lambda/${stack.physicalId("AWS::Lambda::Function", "Agent")}`;
  };
  const log = deployed.get(world) ?? deploy();
  deployed.set(world, log);
  return log;
}

const resumed: AwsScenario["run"] = async (world) => {
  const { operator, person } = world;
  const log = await agentOf(world);
  const id = world.newId("refund");
  const input = JSON.stringify({ approvalRequestId: id, reviewer: person });
  const { executionArn = "" } = await operator.stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn: refundMachineArn, input }),
  );
  const turns = async () =>
    (await readLog(world, log)).flatMap((line) => new RegExp(`turn of ${id}: (\\w+)`).exec(line)?.[1] ?? []);
  await eventually("the agent has asked", async () => (await poll(world, id, 0)).status === 200);
  const { executionId, resumeState } = (await poll(world, id, 0)).json;
  assert.equal(resumeState, "waiting");
  assert.ok(
    executionArn.endsWith(`:${executionId}`),
    "reviewers find the execution under the state machine's name for it",
  );
  // What has asked may still be ending.
  await eventually("nothing of the agent runs while it waits", async () => {
    const before = await readLog(world, log);
    await sleep(1_500);
    return isDeepStrictEqual(await readLog(world, log), before);
  });
  assert.deepEqual(await turns(), ["assess"]);
  const { json: run } = await call(world, "person", "GET", `/v1/executions/${executionId}`);
  assert.equal(run.status, "waiting");
  await decideSignedIn(world, id, { decision: "approved", feedback: "Parcel lost." });
  const output = await eventually("the agent has ended", async () => {
    const { status, output: text = "" } = await operator.stepFunctions.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    if (status !== "RUNNING" && status !== "SUCCEEDED") throw new Error(`the agent's execution is ${status}`);
    return status === "SUCCEEDED" && JSON.parse(text);
  });
  assert.deepEqual(output, { refunded: 480, why: "Parcel lost.", by: person });
  await eventually("its last turn is in the log", async () => (await turns()).length > 1);
  assert.deepEqual(await turns(), ["assess", "approved"], "what was found out before is not found out again");
  await untilResumed(world, id);
  const types = (await auditOf(world, id)).map(({ type }) => type);
  assert.deepEqual(types, ["approval.created", "approval.decided", "execution.resumed"]);
  const { json: ended } = await call(world, "person", "GET", `/v1/executions/${executionId}`);
  assert.equal(ended.status, "succeeded");
};

/** An agent on a plain Lambda function, which returns in order to wait. */
export const pausableAgents: AwsScenario[] = [
  {
    title: "it is gone while it waits, and is invoked again with the decision and what it had found out",
    run: resumed,
  },
];
