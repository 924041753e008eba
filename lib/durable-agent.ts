import {
  Duration,
  aws_iam as iam,
  type aws_kms as kms,
  aws_lambda as lambda,
  type aws_logs as logs,
  RemovalPolicy,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledgeExecutionsOf } from "./durable-executions.ts";
import type { Sayso } from "./sayso.ts";
import { ServiceLog } from "./service-log.ts";

export interface DurableAgentProps {
  /** Whom it asks for approval, in this stack or another. */
  readonly sayso: Sayso;
  /** The bundle with the handler that `durableAgent` of `@sayso/sdk/durable` has made. */
  readonly code: lambda.Code;
  /** @default index.handler */
  readonly handler?: string;
  /** @default - none */
  readonly description?: string;
  /**
   * Variables of its own, beside those that say where the service is.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The longest that an execution may take, its waits included: at most 366 days. Longer than 15 minutes, it must be
   * invoked asynchronously.
   * @default Duration.days(366)
   */
  readonly executionTimeout?: Duration;
  /**
   * How long the history of an execution that has ended is kept: 1 to 90 whole days.
   * @default Duration.days(14)
   */
  readonly retentionPeriod?: Duration;
  /**
   * The longest that it may run in one piece, such as for one answer of its model.
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /** @default 512 */
  readonly memorySize?: number;
  /** @default lambda.Architecture.ARM_64 */
  readonly architecture?: lambda.Architecture;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Encrypts the log, such as the key that the service's own logs have.
   * @default - a key of CloudWatch's own
   */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * An agent on a Lambda durable function, which costs nothing while it waits for a person: the function, and exactly the
 * permissions to keep its checkpoints, to ask for approval by its role, and to be resumed.
 *
 * ```ts
 * const agent = new DurableAgent(this, "ClaimProcessor", { sayso, code: lambda.Code.fromAsset("dist/claim-processor") });
 * agent.live.grantInvoke(claimsApi);
 * ```
 */
export class DurableAgent extends Construct {
  readonly fn: lambda.Function;
  /**
   * What to invoke: the version that was deployed last. An execution goes on with the version that it has begun with,
   * whose code it must be run with again, so versions are kept.
   */
  readonly live: lambda.Alias;

  constructor(scope: Construct, id: string, props: DurableAgentProps) {
    super(scope, id);
    const { sayso, timeout = Duration.minutes(5), executionTimeout = Duration.days(366), retentionPeriod } = props;
    const { logRetention, logEncryptionKey } = props;
    const logGroup = new ServiceLog(this, "Log", {
      ...(logRetention && { logRetention }),
      ...(logEncryptionKey && { logEncryptionKey }),
    });
    const role = new iam.Role(this, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.fn = new lambda.Function(this, "Function", {
      ...(props.description !== undefined && { description: props.description }),
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: props.architecture ?? lambda.Architecture.ARM_64,
      code: props.code,
      handler: props.handler ?? "index.handler",
      environment: { ...props.environment, SAYSO_SERVER_URL: sayso.apiUrl, SAYSO_AUTH: "iam" },
      timeout,
      memorySize: props.memorySize ?? 512,
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      durableConfig: { executionTimeout, retentionPeriod: retentionPeriod ?? Duration.days(14) },
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.live = new lambda.Alias(this, "Live", { aliasName: "live", version: this.fn.currentVersion });
    // Whoever invokes it must find the permissions there.
    this.live.node.addDependency(this.keepCheckpoints(role));
    sayso.grantRequest(role);
    sayso.addDurableAgent(this.fn);
    this.acknowledge();
  }

  private acknowledge(): void {
    const whenItFails =
      "Its execution records what failed and how it ended; the approval stands, and whoever invokes it sees the error.";
    Validations.of(this).acknowledge(
      { id: "Serverless-LambdaDLQ", reason: whenItFails },
      { id: "NIST.800.53.R5-LambdaDLQ", reason: whenItFails },
      { id: "Serverless-LambdaTracing", reason: "Tracing costs per request; turn it on on the function." },
      {
        id: "NIST.800.53.R5-LambdaConcurrency",
        reason: "What is reserved is taken from the account, whose quota may be 10; set it on the function.",
      },
      {
        id: "NIST.800.53.R5-LambdaInsideVPC",
        reason: "It speaks with AWS's own endpoints over TLS; what else its code reaches is the user's to say.",
      },
      {
        id: "NIST.800.53.R5-IAMNoInlinePolicy",
        reason: "Each policy serves this one agent, and lives and dies with it: nobody else could share it.",
      },
    );
  }

  /** Apart from the role's own policy, on which the function waits: this one names the function. */
  private keepCheckpoints(role: iam.Role): iam.Policy {
    const policy = new iam.Policy(this, "Checkpoints", {
      roles: [role],
      statements: [
        new iam.PolicyStatement({
          actions: ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
          resources: [`${this.fn.functionArn}:*`],
        }),
      ],
    });
    acknowledgeExecutionsOf(this.fn, policy);
    return policy;
  }
}
