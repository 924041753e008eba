import * as z from "zod/mini";
import "../functions/schemas/english.ts";
import { parseChannelSecrets } from "../functions/schemas/channel-secrets.ts";
import { keyPrefix } from "../functions/use-cases/api-keys.ts";
import { readReviewers } from "./reviewers.ts";

const text = z.optional(z.string().check(z.minLength(1)));

/** One secret, or a JSON object of several by name. */
const named = z.optional(
  z.pipe(
    z.string().check(z.minLength(1)),
    z.transform((value, context): unknown => {
      if (!value.startsWith("{")) return value;
      try {
        return JSON.parse(value);
      } catch {
        context.issues.push({
          code: "custom",
          input: value,
          message: "must be a text, or a JSON object of texts by name",
        });
        return z.NEVER;
      }
    }),
  ),
);

const schema = z.object({
  PORT: z._default(
    z.string().check(
      z.regex(/^\d{1,5}$/, "must be a port number"),
      z.refine((port) => !(Number(port) > 65_535), "must be a port number, at most 65535"),
    ),
    "4000",
  ),
  SAYSO_DATA: z._default(z.string().check(z.minLength(1)), ".sayso"),
  SAYSO_API_KEY: z.optional(
    z
      .string()
      .check(
        z.refine((key) => keyPrefix(key) !== undefined, "must look like sayso_<8 of a-z 0-9>_<43 of A-Z a-z 0-9 _ ->"),
      ),
  ),
  SAYSO_ADMIN_TOKEN: z.optional(z.string().check(z.minLength(20, "must have at least 20 characters"))),
  SAYSO_PUBLIC_URL: z.optional(z.url({ protocol: /^https?$/, error: "must be an http or https URL" })),
  SAYSO_REVIEWERS: z.optional(z.string().check(z.minLength(1))),
  SAYSO_SLACK_BOT_TOKEN: text,
  SAYSO_SLACK_SIGNING_SECRET: text,
  SAYSO_PAGERDUTY_ROUTING_KEY: named,
  SAYSO_TEAMS_URL: named,
  SAYSO_SMTP_URL: text,
  SAYSO_EMAIL_FROM: text,
  SAYSO_DEMO: z._default(z.enum(["0", "1"]), "1"),
});

/** How local mode is set up. @throws Error that names the variable and says what to do */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`Sayso cannot start: ${problems.join("; ")}`);
  }
  const { PORT, SAYSO_DATA, SAYSO_API_KEY, SAYSO_ADMIN_TOKEN, SAYSO_PUBLIC_URL, SAYSO_DEMO } = parsed.data;
  const { SAYSO_SMTP_URL, SAYSO_EMAIL_FROM } = parsed.data;
  if ((SAYSO_SMTP_URL === undefined) !== (SAYSO_EMAIL_FROM === undefined))
    throw new Error("Sayso cannot start: SAYSO_SMTP_URL and SAYSO_EMAIL_FROM are set together or not at all");
  const secrets = parseChannelSecrets({
    slackBotToken: parsed.data.SAYSO_SLACK_BOT_TOKEN,
    slackSigningSecret: parsed.data.SAYSO_SLACK_SIGNING_SECRET,
    pagerdutyRoutingKey: parsed.data.SAYSO_PAGERDUTY_ROUTING_KEY,
    teamsUrl: parsed.data.SAYSO_TEAMS_URL,
    smtpUrl: SAYSO_SMTP_URL,
  });
  const port = Number(PORT);
  return {
    port,
    data: SAYSO_DATA,
    apiKey: SAYSO_API_KEY,
    adminToken: SAYSO_ADMIN_TOKEN,
    publicUrl: (SAYSO_PUBLIC_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, ""),
    reviewers: readReviewers(parsed.data.SAYSO_REVIEWERS),
    channels: { secrets, ...(SAYSO_EMAIL_FROM !== undefined && { emailFrom: SAYSO_EMAIL_FROM }) },
    demo: SAYSO_DEMO === "1",
  };
}

export type Environment = ReturnType<typeof readEnvironment>;
