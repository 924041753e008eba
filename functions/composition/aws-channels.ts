import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { sesChannel } from "../adapters/email/ses-channel.ts";
import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import { pagerdutyChannel } from "../adapters/pagerduty/pagerduty-channel.ts";
import { slackChannel } from "../adapters/slack/slack-channel.ts";
import { ssmChannelSecrets } from "../adapters/ssm/channel-secrets.ts";
import { teamsChannel } from "../adapters/teams/teams-channel.ts";
import type { OutgoingGuard } from "../ports/effects.ts";
import type { NotificationChannels } from "../use-cases/notify-reviewer.ts";
import { clock } from "./runtime.ts";

interface Variables {
  readonly PUBLIC_URL: string;
  readonly CHANNEL_SECRETS?: string | undefined;
  readonly EMAIL_FROM?: string | undefined;
}

/** The channels that the deployment is set up with. Those that need a secret say so themselves where it holds none. */
export function awsChannels(variables: Variables, guard: OutgoingGuard): NotificationChannels {
  const { PUBLIC_URL: publicUrl, CHANNEL_SECRETS, EMAIL_FROM } = variables;
  const { sha256 } = nodeCrypto;
  const around = { guard, publicUrl, sha256, now: clock.now };
  const email = EMAIL_FROM && {
    email: sesChannel({ client: new SESv2Client({}), from: EMAIL_FROM, publicUrl, sha256 }),
  };
  if (CHANNEL_SECRETS === undefined) return { ...email };
  const secrets = ssmChannelSecrets(new SSMClient({}), CHANNEL_SECRETS, clock.now);
  return {
    ...email,
    slack: slackChannel({ ...around, botToken: async () => (await secrets()).slackBotToken }),
    pagerduty: pagerdutyChannel({ ...around, routingKeys: async () => (await secrets()).pagerdutyRoutingKey }),
    teams: teamsChannel({ ...around, urls: async () => (await secrets()).teamsUrl }),
  };
}
