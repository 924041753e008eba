import { App } from "aws-cdk-lib";
import { oidcSettings } from "../lib/oidc-settings.ts";
import { SaysoStack } from "../lib/sayso-stack.ts";

const app = new App();

/** A setting given as `cdk deploy -c name=value` or in `cdk.json`. */
function setting(name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return value === undefined ? undefined : String(value);
}

const publicUrl = setting("publicUrl");
const defaultReviewers = setting("defaultReviewers")?.split(",");
const agentStateMachines = setting("agentStateMachines")?.split(",");
const oidc = oidcSettings(setting);
const longPollConcurrency = setting("longPollConcurrency");

new SaysoStack(app, setting("stackName") ?? "Sayso", {
  description: "Human approvals for autonomous agents",
  ...(publicUrl && { publicUrl }),
  ...(defaultReviewers && { defaultReviewers }),
  ...(agentStateMachines && { agentStateMachines }),
  ...(oidc && { oidc }),
  ...(longPollConcurrency && { longPollConcurrency: Number(longPollConcurrency) }),
});
