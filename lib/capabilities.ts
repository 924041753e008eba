import type {
  aws_dynamodb as dynamodb,
  aws_events as events,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_stepfunctions as sfn,
  aws_sqs as sqs,
} from "aws-cdk-lib";
import { ArnFormat, type CfnElement, aws_iam as iam, Token, Validations } from "aws-cdk-lib";
import {
  auditTimeIndex,
  deploymentPartition,
  dueIndex,
  listIndexes,
  webhooksPartition,
} from "../functions/schemas/tables.ts";
import { rewritingActions } from "./approval-tables.ts";
import type { Capability } from "./function-grants.ts";

/** What capabilities are about. */
export interface CapabilityResources {
  readonly approvals: dynamodb.ITable;
  readonly audit: dynamodb.ITable;
  /** The tables' own key. @default - none, AWS manages it */
  readonly encryptionKey?: kms.IKey;
  /** The key that makes review links, and the one before it while its links are about. */
  readonly linkKeys: readonly kms.IKey[];
  readonly bus: events.IEventBus;
  readonly resumeQueue: sqs.IQueue;
  /** Where attempts at deliveries wait for their turn. */
  readonly deliveryQueue: sqs.IQueue;
  /** Where what people asked for in Slack waits to be done. */
  readonly slackQueue: sqs.IQueue;
  /** Parameter with the channels' secrets. @default - none */
  readonly channelSecretsArn?: string;
  /** The identities of SES that e-mail may come from: the address or its domain, whichever is verified. */
  readonly emailIdentityArns: readonly string[];
  readonly stateMachine: sfn.StateMachine;
  /** The key that what is sent is signed with, and the one before it. */
  readonly signingKeys: readonly kms.IKey[];
  /** ARNs of the users' durable functions that wait for decisions, unqualified. */
  readonly durableAgents: readonly string[];
  /** ARNs of the users' own state machines that wait for decisions. */
  readonly agentStateMachines: readonly string[];
}

interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Partitions of the table that it is about. @default - all */
  readonly partitions?: readonly string[];
}

/** Each capability as the actions and resources that it takes. */
const permissions: Readonly<Record<Capability, (on: CapabilityResources) => readonly Permission[]>> = {
  "read approvals": ({ approvals }) => [
    {
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
      resources: [approvals.tableArn, ...indexArns(approvals, [...Object.keys(listIndexes), dueIndex.name])],
    },
  ],
  "write approvals": ({ approvals }) => [
    {
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"],
      resources: [approvals.tableArn],
    },
  ],
  "read audit": ({ audit }) => [
    {
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
      resources: [audit.tableArn, ...indexArns(audit, [auditTimeIndex.name])],
    },
  ],
  "append audit": ({ audit }) => [{ actions: ["dynamodb:PutItem"], resources: [audit.tableArn] }],
  "record for the deployment": ({ approvals }) => [
    { actions: ["dynamodb:PutItem"], resources: [approvals.tableArn], partitions: [deploymentPartition] },
  ],
  "sign links": ({ linkKeys }) => [{ actions: ["kms:GenerateMac"], resources: linkKeys.map(({ keyArn }) => keyArn) }],
  "sign messages": ({ signingKeys }) => [
    { actions: ["kms:GenerateMac"], resources: signingKeys.map(({ keyArn }) => keyArn) },
  ],
  "start waits": ({ stateMachine }) => [
    { actions: ["states:StartExecution"], resources: [stateMachine.stateMachineArn] },
    { actions: ["states:DescribeExecution"], resources: [executionArns(stateMachine)] },
  ],
  "wake waits": ({ stateMachine }) => [
    { actions: ["states:SendTaskSuccess"], resources: [stateMachine.stateMachineArn] },
  ],
  "queue resumes": ({ resumeQueue }) => [{ actions: ["sqs:SendMessage"], resources: [resumeQueue.queueArn] }],
  "queue deliveries": ({ deliveryQueue }) => [{ actions: ["sqs:SendMessage"], resources: [deliveryQueue.queueArn] }],
  "read channel secrets": ({ channelSecretsArn }) => [
    { actions: ["ssm:GetParameter"], resources: channelSecretsArn === undefined ? [] : [channelSecretsArn] },
  ],
  "send e-mail": ({ emailIdentityArns }) => [{ actions: ["ses:SendEmail"], resources: emailIdentityArns }],
  "queue Slack tasks": ({ slackQueue }) => [{ actions: ["sqs:SendMessage"], resources: [slackQueue.queueArn] }],
  // What the others are denied.
  "know webhooks": () => [],
  "publish events": ({ bus }) => [{ actions: ["events:PutEvents"], resources: [bus.eventBusArn] }],
  "resume agents": ({ agentStateMachines, durableAgents }) => [
    { actions: ["states:SendTaskSuccess"], resources: agentStateMachines },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      // Lambda authorizes by the execution, whose ARN goes on behind the function's version.
      resources: durableAgents.map((arn) => `${arn}:*`),
    },
  ],
};

function toStatement({ actions, resources, partitions }: Permission): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(partitions && { conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [...partitions] } } }),
  });
}

/** Whoever reads approvals must not read the secrets that stand in the same table. */
function withoutSecrets({ approvals }: CapabilityResources): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"].map((action) => `dynamodb:${action}`),
    resources: [approvals.tableArn],
    conditions: { "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": [webhooksPartition] } },
  });
}

/** Every execution of the wait: IAM knows executions by their state machine's name, and their own names are hashes. */
function executionArns({ stateMachineName, stack }: sfn.StateMachine): string {
  return stack.formatArn({
    service: "states",
    resource: "execution",
    resourceName: `${stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function acknowledgeExecutions(fn: lambda.Function, { node, stack }: sfn.StateMachine): void {
  const shown = (value: string, name: string): string => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  const machine = stack.getLogicalId(node.defaultChild as CfnElement);
  const place = `<AWS::Partition>:states:${shown(stack.region, "Region")}:${shown(stack.account, "AccountId")}`;
  Validations.of(fn.role ?? fn).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:${place}:execution:<${machine}.Name>:*]`,
    reason: "One execution a wait, named by a hash: the function reads the state of any execution of this one machine.",
  });
}

function indexArns({ tableArn }: dynamodb.ITable, names: readonly string[]): readonly string[] {
  return names.map((name) => `${tableArn}/index/${name}`);
}

/** Lets a function do what is listed, and forbids it to change what stands in the audit trail. */
export function grantCapabilities(
  fn: lambda.Function,
  capabilities: readonly Capability[],
  on: CapabilityResources,
): void {
  const allowed = capabilities
    .flatMap((capability) => permissions[capability](on))
    .filter(({ resources }) => resources.length > 0)
    .map(toStatement);
  const denied = new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: [...rewritingActions],
    resources: [on.audit.tableArn],
  });
  const secrets = capabilities.includes("know webhooks") ? [] : [withoutSecrets(on)];
  for (const statement of [...allowed, denied, ...secrets]) fn.addToRolePolicy(statement);
  if (capabilities.includes("start waits")) acknowledgeExecutions(fn, on.stateMachine);
  if (capabilities.some((capability) => /approvals|audit/.test(capability))) on.encryptionKey?.grantEncryptDecrypt(fn);
}
