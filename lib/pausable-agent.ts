import type { aws_lambda as lambda } from "aws-cdk-lib";
import {
  Aws,
  aws_iam as iam,
  type aws_kms as kms,
  type aws_logs as logs,
  Stack,
  aws_stepfunctions as sfn,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { pausableAgentDefinition } from "./pausable-agent-definition.ts";
import type { Sayso } from "./sayso.ts";
import { ServiceLog } from "./service-log.ts";

export interface PausableAgentProps {
  readonly sayso: Sayso;
  /** The agent: a function whose handler is made by `pausableHandler` of `@sayso/sdk/lambda`. */
  readonly agent: lambda.Function;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Encrypts the log, such as the key that the service's own logs have.
   * @default - a key of CloudWatch's own
   */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * An agent on a plain Lambda function that stops for a person's say-so. The function returns in order to wait, and its
 * state machine invokes it again with the decision.
 *
 * ```ts
 * const agent = new PausableAgent(this, "Refunds", { sayso, agent: refunds });
 * agent.stateMachine.grantStartExecution(orders);
 * ```
 */
export class PausableAgent extends Construct {
  /** Start an execution with the agent's input; its output is what the agent returned at last. */
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { sayso, agent, ...log }: PausableAgentProps) {
    super(scope, id);
    const definition = pausableAgentDefinition({ partition: Aws.PARTITION, agentFunction: agent.functionArn });
    this.stateMachine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      logs: {
        destination: new ServiceLog(this, "Log", {
          logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${this.node.addr.slice(-8)}`,
          ...log,
        }),
        level: sfn.LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    this.stateMachine.addToRolePolicy(
      new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [agent.functionArn] }),
    );
    agent.addEnvironment("SAYSO_SERVER_URL", sayso.apiUrl);
    agent.addEnvironment("SAYSO_AUTH", "iam");
    sayso.grantRequest(agent);
    sayso.addAgentStateMachine(this.stateMachine);
    Validations.of(this.stateMachine).acknowledge(
      {
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "Step Functions can deliver logs only with these log-delivery actions on every resource.",
      },
      { id: "AwsSolutions-SF1", reason: "Errors are logged; every step would repeat what the audit trail holds." },
      { id: "AwsSolutions-SF2", reason: "Tracing costs per request; turn it on on the state machine." },
      {
        id: "Serverless-StepFunctionStateMachineXray",
        reason: "Tracing costs per request; turn it on on the state machine.",
      },
      {
        id: "NIST.800.53.R5-IAMNoInlinePolicy",
        reason: "Each policy serves this one machine, and lives and dies with it: nobody else could share it.",
      },
    );
  }
}
