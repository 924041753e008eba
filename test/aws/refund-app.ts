import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aws, aws_iam as iam, aws_lambda as lambda, Stack, aws_stepfunctions as sfn } from "aws-cdk-lib";
import { buildSync } from "esbuild";
import { pausableAgentDefinition } from "../../lib/pausable-agent-definition.ts";
import { refundMachineName } from "./refund-machine-name.ts";

// A user's stack beside the service's: what `PausableAgent` makes, with an API key, since the service is another app's.
const app = new App();
const stack = new Stack(app, "Refunds");
const bundle = mkdtempSync(join(tmpdir(), "sayso-refunds-"));
buildSync({
  entryPoints: [join(import.meta.dirname, "refund-agent.ts")],
  outfile: join(bundle, "index.mjs"),
  bundle: true,
  platform: "node",
  format: "esm",
  external: ["aws4fetch"],
});
const agent = new lambda.Function(stack, "Agent", {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: lambda.Code.fromAsset(bundle),
  environment: {
    SAYSO_SERVER_URL: app.node.getContext("serverUrl"),
    SAYSO_API_KEY: app.node.getContext("apiKey"),
  },
});
const machine = new sfn.StateMachine(stack, "Machine", {
  stateMachineName: refundMachineName,
  definitionBody: sfn.DefinitionBody.fromString(
    stack.toJsonString(pausableAgentDefinition({ partition: Aws.PARTITION, agentFunction: agent.functionArn })),
  ),
});
machine.addToRolePolicy(
  new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [agent.functionArn] }),
);
