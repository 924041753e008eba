import { SSMClient } from "@aws-sdk/client-ssm";
import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import { slackApp } from "../adapters/slack/slack-app.ts";
import { ssmChannelSecrets } from "../adapters/ssm/channel-secrets.ts";
import type { OutgoingGuard } from "../ports/effects.ts";
import type { SlackApp } from "../ports/slack-app.ts";
import { clock } from "./runtime.ts";

/** The deployment's Slack app; null where no secrets are named. */
export function awsSlackApp(channelSecrets: string | undefined, guard: OutgoingGuard): SlackApp | null {
  if (channelSecrets === undefined) return null;
  const secrets = ssmChannelSecrets(new SSMClient({}), channelSecrets, clock.now);
  return slackApp({
    guard,
    now: clock.now,
    sha256: nodeCrypto.sha256,
    botToken: async () => (await secrets()).slackBotToken,
    signingSecret: async () => (await secrets()).slackSigningSecret,
  });
}
