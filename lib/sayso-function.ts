import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Duration,
  FileSystem,
  aws_iam as iam,
  type aws_kms as kms,
  aws_lambda as lambda,
  type aws_logs as logs,
  Validations,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { FunctionName, Variables } from "../functions/schemas/environment.ts";
import { ServiceLog } from "./service-log.ts";

export interface SaysoFunctionProps<Name extends FunctionName> {
  /** Which of the bundled functions. */
  readonly functionName: Name;
  /** What it does, for the console. */
  readonly description: string;
  /** Exactly the variables that the function reads. */
  readonly environment: Variables<Name>;
  /** The longest that one invocation may take. */
  readonly timeout: Duration;
  /** What becomes of an invocation that fails: no function has a dead-letter queue of its own. */
  readonly whenItFails: string;
  /** @default 512 */
  readonly memorySize?: number;
  /** @default - shares the account's concurrency */
  readonly reservedConcurrentExecutions?: number;
  /** Files to lay beside its code, by name. @default - none */
  readonly besideCode?: Readonly<Record<string, string>>;
  /** @default - `dist/functions` of this package */
  readonly bundles?: string;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default - a key of CloudWatch's own */
  readonly logEncryptionKey?: kms.IKey;
  /** @default false */
  readonly tracing?: boolean;
}

/** One of the service's Lambda functions, from its prebuilt bundle, with a role that may only write its own log. */
export class SaysoFunction<Name extends FunctionName = FunctionName> extends lambda.Function {
  constructor(scope: Construct, id: string, props: SaysoFunctionProps<Name>) {
    const logGroup = new ServiceLog(scope, `${id}Log`, props);
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(withBeside(bundle(props.functionName, props.bundles), props.besideCode)),
      handler: "index.handler",
      environment: defined(props.environment),
      timeout: props.timeout,
      memorySize: props.memorySize ?? 512,
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      tracing: props.tracing ? lambda.Tracing.ACTIVE : lambda.Tracing.DISABLED,
      ...(props.reservedConcurrentExecutions !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      }),
    });
    this.acknowledge(role, props);
  }

  private acknowledge(role: iam.Role, props: SaysoFunctionProps<Name>): void {
    Validations.of(role).acknowledge({
      id: "NIST.800.53.R5-IAMNoInlinePolicy",
      reason: "The role serves this one function, and its policy lives and dies with it: nobody else could share it.",
    });
    Validations.of(this).acknowledge(
      { id: "Serverless-LambdaDLQ", reason: props.whenItFails },
      { id: "NIST.800.53.R5-LambdaDLQ", reason: props.whenItFails },
      {
        id: "NIST.800.53.R5-LambdaInsideVPC",
        reason:
          "It speaks with AWS's own endpoints over TLS. Within a VPC that takes endpoints or a NAT gateway, for tens of dollars a month while idle.",
      },
    );
    if (!props.tracing)
      Validations.of(this).acknowledge({
        id: "Serverless-LambdaTracing",
        reason: "Tracing costs per request; the property `tracing` turns it on.",
      });
    if (props.reservedConcurrentExecutions === undefined)
      Validations.of(this).acknowledge({
        id: "NIST.800.53.R5-LambdaConcurrency",
        reason:
          "What is reserved is taken from the account, whose quota may be 10. The API's throttle bounds requests; the long poll alone can crowd others out, and is bounded.",
      });
  }
}

function defined(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The bundle's directory, or a copy of it with more files. */
function withBeside(directory: string, files: Readonly<Record<string, string>> = {}): string {
  if (Object.keys(files).length === 0) return directory;
  const copy = FileSystem.mkdtemp("sayso-function-");
  cpSync(directory, copy, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(copy, name), text);
  return copy;
}

function bundle(name: FunctionName, bundles = fileURLToPath(new URL("../dist/functions", import.meta.url))): string {
  const directory = join(bundles, name);
  if (!existsSync(join(directory, "index.mjs"))) {
    throw new Error(`No bundle of the function ${name} at ${directory}: run "npm run build" first`);
  }
  return directory;
}
