import * as z from "zod/mini";

const secret = z.string().check(z.minLength(1));

/** One secret, or several by name: `default` is everybody's, the others are of reviewers whose entries name them. */
const named = z.pipe(
  z.union([secret, z.record(z.string(), secret)]),
  z.transform((given): Readonly<Record<string, string>> => (typeof given === "string" ? { default: given } : given)),
);

/** What the channels prove themselves by. It stands in no row, no event and no log. */
export const channelSecrets = z.strictObject({
  slackBotToken: z.optional(z.string().check(z.regex(/^xox/, "must be a Slack bot token, xoxb-…"))),
  slackSigningSecret: z.optional(secret),
  /** Integration keys of Events API v2. */
  pagerdutyRoutingKey: z.optional(named),
  /** Addresses of Workflows ("When a Teams webhook request is received"). */
  teamsUrl: z.optional(named),
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: z.optional(z.string().check(z.regex(/^smtps?:\/\//, "must be an smtp:// or smtps:// URL"))),
});
export type ChannelSecrets = z.infer<typeof channelSecrets>;

/** @throws Error that names what is wrong and shows no value */
export function parseChannelSecrets(value: unknown): ChannelSecrets {
  const parsed = channelSecrets.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `${issue.keys.join(", ")} is not known`
      : `${issue.path.join(".")} is not valid`,
  );
  throw new Error(`The channels' secrets cannot be used: ${problems.join("; ")}`);
}
