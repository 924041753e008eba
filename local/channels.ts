import { smtpChannel } from "../functions/adapters/email/smtp-channel.ts";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import { pagerdutyChannel } from "../functions/adapters/pagerduty/pagerduty-channel.ts";
import { slackApp } from "../functions/adapters/slack/slack-app.ts";
import type { SlackOptions } from "../functions/adapters/slack/slack-call.ts";
import { slackChannel } from "../functions/adapters/slack/slack-channel.ts";
import { teamsChannel } from "../functions/adapters/teams/teams-channel.ts";
import type { OutgoingGuard } from "../functions/ports/effects.ts";
import type { Clock } from "../functions/ports/environment.ts";
import type { SlackApp } from "../functions/ports/slack-app.ts";
import type { ChannelSecrets } from "../functions/schemas/channel-secrets.ts";
import type { NotificationChannels } from "../functions/use-cases/notify-reviewer.ts";

export interface LocalChannels {
  readonly secrets: ChannelSecrets;
  /** Whom e-mail comes from. */
  readonly emailFrom?: string;
  /** @default - Slack's own */
  readonly slackApiUrl?: string;
  /** @default - PagerDuty's own */
  readonly pagerdutyUrl?: string;
}

interface Needs {
  readonly guard: OutgoingGuard;
  readonly clock: Clock;
  readonly publicUrl: string;
}

function slackOptions({ secrets, slackApiUrl }: LocalChannels, { guard, clock }: Needs): SlackOptions {
  return {
    guard,
    now: clock.now,
    botToken: async () => secrets.slackBotToken,
    ...(slackApiUrl !== undefined && { apiUrl: slackApiUrl }),
  };
}

/** The deployment's Slack app; null without one. */
export function localSlackApp(channels: LocalChannels, needs: Needs): SlackApp | null {
  const { slackBotToken, slackSigningSecret } = channels.secrets;
  if (slackBotToken === undefined || slackSigningSecret === undefined) return null;
  const { sha256 } = nodeCrypto;
  return slackApp({ ...slackOptions(channels, needs), sha256, signingSecret: async () => slackSigningSecret });
}

/** The channels that the environment has secrets for. */
export function localChannels(channels: LocalChannels, needs: Needs): NotificationChannels {
  const { secrets, emailFrom, pagerdutyUrl } = channels;
  const { guard, clock, publicUrl } = needs;
  const { sha256 } = nodeCrypto;
  const { slackBotToken, smtpUrl, pagerdutyRoutingKey, teamsUrl } = secrets;
  return {
    ...(slackBotToken && { slack: slackChannel({ ...slackOptions(channels, needs), sha256 }) }),
    ...(smtpUrl && emailFrom && { email: smtpChannel({ url: smtpUrl, from: emailFrom, publicUrl, sha256 }) }),
    ...(pagerdutyRoutingKey && {
      pagerduty: pagerdutyChannel({
        ...{ guard, publicUrl, sha256, now: clock.now },
        routingKeys: async () => pagerdutyRoutingKey,
        ...(pagerdutyUrl !== undefined && { eventsUrl: pagerdutyUrl }),
      }),
    }),
    ...(teamsUrl && { teams: teamsChannel({ guard, now: clock.now, urls: async () => teamsUrl }) }),
  };
}
