import { App } from "aws-cdk-lib";
import { saysoSettings } from "../lib/sayso-settings.ts";
import { SaysoStack } from "../lib/sayso-stack.ts";

const app = new App();

/** A setting given as `cdk deploy -c name=value` or in `cdk.json`. */
function setting(name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return value === undefined ? undefined : String(value);
}

new SaysoStack(app, setting("stackName") ?? "Sayso", {
  description: "Human approvals for autonomous agents",
  ...saysoSettings(setting),
});
