import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { forEmulator } from "../../tools/emulator-gaps.ts";
import type { Ministack } from "../../tools/ministack.ts";

const root = join(import.meta.dirname, "..", "..");

/** A CloudFormation template, as far as tests look into it. */
export interface StackTemplate {
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: any }>>;
}

export interface DeployedStack {
  readonly outputs: Readonly<Record<string, string>>;
  /** What was deployed, as the app made it. */
  readonly template: StackTemplate;
  /** Name or id of the only resource of this type whose logical id begins so. */
  physicalId(type: string, logicalIdPrefix: string): string;
}

/** Gives the emulated account what `cdk deploy` needs. */
export async function bootstrap(aws: Ministack): Promise<void> {
  await cdk(aws, "bootstrap", "aws://000000000000/us-east-1", "--app", "");
}

/**
 * What a user does: synthesizes the app as it stands, and deploys what came out with `cdk`, but for `forEmulator`.
 *
 * @param app the command of another app than the project's own
 */
export async function deployStack(
  aws: Ministack,
  stackName: string,
  context: Readonly<Record<string, string>>,
  app?: string,
): Promise<DeployedStack> {
  const out = mkdtempSync(join(tmpdir(), "sayso-cdk-"));
  try {
    const settings = Object.entries({ stackName, ...context }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const outputsFile = join(out, "outputs.json");
    await cdk(aws, "synth", "--quiet", "-o", out, ...(app === undefined ? [] : ["--app", app]), ...settings);
    const path = join(out, `${stackName}.template.json`);
    const template = JSON.parse(readFileSync(path, "utf8")) as StackTemplate;
    writeFileSync(path, JSON.stringify(forEmulator(template)));
    withoutRoles(out);
    await cdk(aws, "deploy", "--app", out, "--require-approval", "never", "--outputs-file", outputsFile);
    const outputs = JSON.parse(readFileSync(outputsFile, "utf8"))[stackName] ?? {};
    return { outputs, template, physicalId: await finder(aws, stackName) };
  } finally {
    rmSync(out, { recursive: true });
  }
}

async function finder({ endpoint }: Ministack, StackName: string): Promise<DeployedStack["physicalId"]> {
  const client = new CloudFormationClient({ endpoint, region: "us-east-1", credentials });
  const resources = (await Array.fromAsync(paginateListStackResources({ client }, { StackName }))).flatMap(
    ({ StackResourceSummaries = [] }) => StackResourceSummaries,
  );
  client.destroy();
  return (type, prefix) => {
    const found = resources.filter(
      ({ ResourceType, LogicalResourceId = "" }) => ResourceType === type && LogicalResourceId.startsWith(prefix),
    );
    const id = found[0]?.PhysicalResourceId;
    if (id === undefined || found.length > 1) throw new Error(`${found.length} resources ${type} ${prefix}`);
    return id;
  };
}

/**
 * Has `cdk` publish and deploy with its own credentials instead of by the bootstrap's roles, whose policies the emulator
 * evaluates otherwise than AWS. The template stays as it is.
 */
function withoutRoles(out: string): void {
  for (const name of readdirSync(out).filter((file) => file === "manifest.json" || file.endsWith(".assets.json"))) {
    const roles = new Set(["assumeRoleArn", "cloudFormationExecutionRoleArn", "lookupRole"]);
    const text = JSON.stringify(
      JSON.parse(readFileSync(join(out, name), "utf8"), (key, value) => (roles.has(key) ? undefined : value)),
    );
    writeFileSync(join(out, name), text);
  }
}

/** The emulator serves the API under a path of its own; the address in the outputs is Amazon's. */
export function gatewayUrl({ endpoint }: Ministack, { outputs }: DeployedStack): string {
  const { ApiUrl = "" } = outputs;
  const [, id, stage] = /^https:\/\/(\w+)\.execute-api\.[^/]+\/(\w+)$/.exec(ApiUrl) ?? [];
  if (!id) throw new Error(`the stack's address is ${ApiUrl}`);
  return `${endpoint}/restapis/${id}/${stage}/_user_request_`;
}

/** The emulator takes any. */
export const credentials = { accessKeyId: "test", secretAccessKey: "test" };

async function cdk({ environment }: Ministack, command: string, ...args: string[]): Promise<void> {
  const quiet = { CDK_DISABLE_CLI_TELEMETRY: "true", CI: "true" };
  const options = ["--no-notices", "--no-version-reporting", "--progress", "events"];
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...environment, ...quiet };
  await promisify(execFile)(join(root, "node_modules/.bin/cdk"), [command, ...args, ...options], { cwd: root, env });
}
