import type { aws_dynamodb as dynamodb, aws_kms as kms, aws_lambda as lambda } from "aws-cdk-lib";
import { Aws, aws_iam as iam, type aws_logs as logs, Stack, aws_stepfunctions as sfn, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { ServiceLog } from "./service-log.ts";
import { waitDefinition } from "./wait-definition.ts";

export interface ApprovalWaitProps {
  readonly approvals: dynamodb.ITable;
  /** Looks at the row when a wait ends without a decision. */
  readonly runTimers: lambda.IFunction;
  /** The key of the approvals table. @default - none, AWS manages it */
  readonly encryptionKey?: kms.IKey;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default - a key of CloudWatch's own */
  readonly logEncryptionKey?: kms.IKey;
  /** @default false */
  readonly tracing?: boolean;
}

/** The state machine that keeps the clock of each pending approval and wakes nobody by itself. */
export class ApprovalWait extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: ApprovalWaitProps) {
    super(scope, id);
    const { approvals, runTimers } = props;
    const definition = waitDefinition({
      partition: Aws.PARTITION,
      approvalsTable: approvals.tableName,
      runTimersFunction: runTimers.functionArn,
    });
    this.stateMachine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      tracingEnabled: props.tracing ?? false,
      logs: {
        destination: new ServiceLog(this, "Log", {
          ...props,
          logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${this.node.addr.slice(-8)}`,
        }),
        level: sfn.LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    this.allow("dynamodb:UpdateItem", approvals.tableArn);
    this.allow("lambda:InvokeFunction", runTimers.functionArn);
    props.encryptionKey?.grantEncryptDecrypt(this.stateMachine);
    this.acknowledge(props.tracing ?? false);
  }

  private allow(action: string, resource: string): void {
    this.stateMachine.addToRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
  }

  private acknowledge(tracing: boolean): void {
    Validations.of(this.stateMachine).acknowledge(
      {
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "Step Functions can deliver logs only with these log-delivery actions on every resource.",
      },
      {
        id: "NIST.800.53.R5-IAMNoInlinePolicy",
        reason: "The role serves this one state machine, and its policy lives and dies with it.",
      },
    );
    if (tracing) return;
    const reason = "Tracing costs per request; the property `tracing` turns it on.";
    Validations.of(this.stateMachine).acknowledge(
      { id: "AwsSolutions-SF2", reason },
      { id: "Serverless-StepFunctionStateMachineXray", reason },
    );
  }
}
