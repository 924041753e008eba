import { createHash } from "node:crypto";
import { DynamoDBClient, GetItemCommand, paginateScan, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from "@aws-sdk/client-lambda";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Ministack } from "../../tools/ministack.ts";
import { sleep } from "../scenarios/world.ts";
import { credentials, type DeployedStack } from "./deploy-stack.ts";

export type Operator = ReturnType<typeof createOperator>;

/** What somebody with rights on the account can see and switch, besides the API. */
export function createOperator({ endpoint }: Ministack, stack: DeployedStack) {
  const config = { endpoint, region: "us-east-1", credentials };
  const [dynamodb, stepFunctions, lambda] = [
    new DynamoDBClient(config),
    new SFNClient(config),
    new LambdaClient(config),
  ];
  const [events, sqs] = [new EventBridgeClient(config), new SQSClient(config)];
  const { ApprovalsTableName: approvals = "", AuditTableName: audit = "", EventBusName: bus = "" } = stack.outputs;
  const machine = stack.physicalId("AWS::StepFunctions::StateMachine", "SaysoWait");
  const functionName = (id: string) => stack.physicalId("AWS::Lambda::Function", `SaysoFunctions${id}`);
  const stateKey = (id: string) => ({ pk: { S: `A#${id}` }, sk: { S: "STATE" } });

  async function row(id: string) {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: approvals, Key: stateKey(id), ConsistentRead: true }),
    );
    return {
      token: Item?.waitToken?.S,
      tokenGeneration: Item?.waitTokenGeneration?.N,
      generation: Item?.waitGeneration?.N,
      dueAt: Item?.dueAt?.N,
    };
  }

  async function reconfigure(id: string, change: Partial<UpdateFunctionConfigurationCommandInput>): Promise<void> {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName(id), ...change }));
  }

  const configuration = (id: string) =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName(id) }));

  async function switchStream(Enabled: boolean): Promise<void> {
    const FunctionName = functionName("OnAuditEntry");
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    for (const { UUID } of EventSourceMappings ?? [])
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  }

  async function switchRule(id: string, on: boolean): Promise<void> {
    // Of a rule that stands on a bus of its own the physical id names both.
    const Name = stack.physicalId("AWS::Events::Rule", id).split("|").at(-1);
    await events.send(on ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name }));
  }

  return {
    ...{ dynamodb, stepFunctions, lambda, events, sqs, config },
    ...{ approvals, audit, bus, machine, row },
    items: async (TableName: string) =>
      (await Array.fromAsync(paginateScan({ client: dynamodb }, { TableName }))).flatMap(({ Items = [] }) => Items),
    statusOf: async (executionArn: string) =>
      (await stepFunctions.send(new DescribeExecutionCommand({ executionArn }))).status,
    /** The wait's execution of one generation, or undefined when it was never started. */
    execution: async (id: string, generation: number) => {
      const name = `${createHash("sha256").update(id).digest("hex")}-g${generation}`;
      const executionArn = `${machine.replace(":stateMachine:", ":execution:")}:${name}`;
      return stepFunctions
        .send(new DescribeExecutionCommand({ executionArn }))
        .then(({ status, input = "" }) => ({ executionArn, name, status, input }))
        .catch((error: Error) => {
          if (error.name !== "ExecutionDoesNotExist") throw error;
        });
    },
    /** The token of a generation's wait, once the state machine has left it. */
    waitToken: (id: string, generation: number) =>
      eventually(`the wait ${generation} of ${id} has left its token`, async () => {
        const { token, tokenGeneration } = await row(id);
        return tokenGeneration === String(generation) ? token : undefined;
      }),
    /** Stands for the passing of time: the sweep finds the approval due. @throws when it is to look at it no more */
    makeDue: (id: string) =>
      dynamodb.send(
        new UpdateItemCommand({
          TableName: approvals,
          Key: stateKey(id),
          UpdateExpression: "SET dueAt = :now",
          ConditionExpression: "attribute_exists(dueAt)",
          ExpressionAttributeValues: { ":now": { N: "1" } },
        }),
      ),
    invoke: async (id: string, event: object = {}) => {
      const command = { FunctionName: functionName(id), Payload: JSON.stringify(event) };
      const { FunctionError, Payload } = await lambda.send(new InvokeCommand(command));
      if (FunctionError) throw new Error(`${id} failed: ${Buffer.from(Payload ?? []).toString()}`);
    },
    setVariables: async (id: string, variables: Readonly<Record<string, string>>) => {
      const { Environment } = await configuration(id);
      await reconfigure(id, { Environment: { Variables: { ...Environment?.Variables, ...variables } } });
    },
    variables: async (id: string) => (await configuration(id)).Environment?.Variables ?? {},
    /** Runs something while no entry of the audit trail has its effects. */
    withoutStream: async (act: () => Promise<void>) => {
      await switchStream(false);
      await act().finally(() => switchStream(true));
    },
    withoutRule: async (id: string, act: () => Promise<void>) => {
      await switchRule(id, false);
      await act().finally(() => switchRule(id, true));
    },
    /** Runs something while a function is given so many seconds for each invocation. */
    withTimeout: async (id: string, seconds: number, act: () => Promise<void>) => {
      const { Timeout } = await configuration(id);
      await reconfigure(id, { Timeout: seconds });
      await act().finally(() => reconfigure(id, { Timeout }));
    },
    /** @returns the seconds that it had before */
    setTimeout: async (id: string, seconds: number | undefined) => {
      const { Timeout } = await configuration(id);
      await reconfigure(id, { Timeout: seconds });
      return Timeout;
    },
    /** Runs something while a function fails whenever it is called, as after a bad deployment. */
    withBroken: async (id: string, act: () => Promise<void>) => {
      const { Handler = "" } = await configuration(id);
      await reconfigure(id, { Handler: "index.missing" });
      await act().finally(() => reconfigure(id, { Handler }));
    },
  };
}

/** What something resolves to as soon as it is there. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  within = 90_000,
): Promise<T> {
  for (const end = performance.now() + within; performance.now() < end; await sleep(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`not so within ${within} ms: ${what}`);
}
