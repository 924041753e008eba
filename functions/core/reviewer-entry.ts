/** Ways in which a reviewer can be told that something waits for them. */
export const channelNames = ["slack", "email", "pagerduty", "teams"] as const;
export type ChannelName = (typeof channelNames)[number];

/** What the directory knows of one reviewer: how to reach them, and never through what an agent said. */
export interface ReviewerEntry {
  /** The id by which requests and decisions name them. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Member id in the workspace of the deployment's Slack app. */
  readonly slackUser: string | null;
  /**
   * Name, among the deployment's secrets, of a PagerDuty service that is theirs alone. Null for the deployment's own,
   * which others read too.
   */
  readonly pagerdutyService: string | null;
  /** Likewise, of a Teams workflow that posts where they alone read. */
  readonly teamsWorkflow: string | null;
  /** IANA name: times are told in it. */
  readonly timeZone: string;
  /** BCP 47 tag: how times are written. */
  readonly locale: string;
  /** In no order: they are told through each of them. */
  readonly channels: readonly ChannelName[];
  /** Names of the teams that they are in: whoever bears one sees what waits for the others who do. It gives no right to decide. */
  readonly teams: readonly string[];
}

/** What a channel needs to know of somebody, in the order of `channelNames`; null for one that can do without. */
export const neededBy = {
  slack: "slackUser",
  email: "email",
  pagerduty: null,
  teams: null,
} as const satisfies Readonly<Record<ChannelName, keyof ReviewerEntry | null>>;

/** An entry as it was kept, perhaps before there were teams. */
export function keptEntry(json: string): ReviewerEntry {
  return { teams: [], ...JSON.parse(json) };
}

/**
 * Whether what goes through a channel is read by the reviewer alone. Only then may it hold their own link: whoever
 * holds that is taken for them.
 */
export function isPersonal({ pagerdutyService, teamsWorkflow }: ReviewerEntry, channel: ChannelName): boolean {
  switch (channel) {
    case "slack":
    case "email":
      return true;
    case "pagerduty":
      return pagerdutyService !== null;
    case "teams":
      return teamsWorkflow !== null;
  }
}
