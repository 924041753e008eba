import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, RemovalPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { FunctionName, Variables } from "../functions/schemas/environment.ts";

export interface SaysoFunctionProps<Name extends FunctionName> {
  /** Which of the bundled functions. */
  readonly functionName: Name;
  /** What it does, for the console. */
  readonly description: string;
  /** Exactly the variables that the function reads. */
  readonly environment: Variables<Name>;
  /** The longest that one invocation may take. */
  readonly timeout: Duration;
  /** @default 512 */
  readonly memorySize?: number;
  /** @default - shares the account's concurrency */
  readonly reservedConcurrentExecutions?: number;
  /** @default - `dist/functions` of this package */
  readonly bundles?: string;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default false */
  readonly tracing?: boolean;
}

/** One of the service's Lambda functions, from its prebuilt bundle, with a role that may only write its own log. */
export class SaysoFunction<Name extends FunctionName = FunctionName> extends lambda.Function {
  constructor(scope: Construct, id: string, props: SaysoFunctionProps<Name>) {
    const logGroup = new logs.LogGroup(scope, `${id}Log`, {
      retention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(bundle(props.functionName, props.bundles)),
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
  }
}

function defined(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function bundle(name: FunctionName, bundles = fileURLToPath(new URL("../dist/functions", import.meta.url))): string {
  const directory = join(bundles, name);
  if (!existsSync(join(directory, "index.mjs"))) {
    throw new Error(`No bundle of the function ${name} at ${directory}: run "npm run build" first`);
  }
  return directory;
}
