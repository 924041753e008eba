import * as z from "zod/mini";

const text = z.string().check(z.minLength(1));

const list = z.pipe(
  z.string(),
  z.transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ),
);

const tables = { APPROVALS_TABLE: text, AUDIT_TABLE: text };

const flag = z.pipe(
  z.enum(["true", "false"]),
  z.transform((value) => value === "true"),
);

const settings = {
  ...tables,
  /** Base of every address that the service hands out, without a slash at the end. */
  PUBLIC_URL: text,
  DEFAULT_REVIEWERS: list,
  ALLOW_SELF_APPROVAL: flag,
  REQUIRE_INITIATED_BY: flag,
  /** Hosts that callbacks and webhooks may reach although they are not public. */
  ALLOWED_OUTGOING_HOSTS: list,
};

const people = {
  OIDC_ISSUER: text,
  OIDC_AUDIENCE: text,
  /** The pages' own client, which their ID tokens are for. */
  OIDC_CLIENT_ID: text,
  /** Absent: found through the issuer's discovery document. */
  OIDC_JWKS_URL: z.optional(text),
  /** Claim that lists the roles `reviewer`, `auditor`, `admin`. */
  ROLES_CLAIM: text,
};

/** How the pages sign people in. */
const signIn = {
  OIDC_SCOPE: text,
  /** Absent: found through the issuer's discovery document. */
  OIDC_AUTHORIZATION_ENDPOINT: z.optional(text),
  /** Absent: found through the issuer's discovery document. */
  OIDC_TOKEN_ENDPOINT: z.optional(text),
};

const linkKeys = {
  LINK_KEY_ID: text,
  /** Absent unless the key was changed and links of the one before it still hold. */
  PREVIOUS_LINK_KEY_ID: z.optional(text),
};

const signingKeys = {
  SIGNING_KEY_ID: text,
  /** Absent unless the key was changed and receivers may still hold the one before it. */
  PREVIOUS_SIGNING_KEY_ID: z.optional(text),
};

/** Value of the dimension `Deployment` on custom metrics, so that two deployments in one region keep apart. */
const deployment = { DEPLOYMENT: text };

/** Who keeps an approval's clock, and who tells its agent. */
const waits = { STATE_MACHINE_ARN: text, RESUME_QUEUE_URL: text };

/** Where attempts at deliveries wait for their turn. */
const deliveries = { DELIVERY_QUEUE_URL: text };

/** How reviewers are told. */
const channels = {
  /** Name of the SSM parameter with the channels' secrets. Absent: only e-mail needs none. */
  CHANNEL_SECRETS: z.optional(text),
  /** Whom e-mail comes from. Absent: there is none. */
  EMAIL_FROM: z.optional(text),
};

/** What each function reads of its environment. The constructs must provide exactly this. */
export const environments = {
  "agent-api": z.object(settings),
  "reviewer-api": z.object({ ...settings, ...people, ...signIn, ...linkKeys, ...signingKeys, ...deliveries }),
  "review-link": z.object({ ...settings, ...people, ...linkKeys }),
  "query-api": z.object({ ...settings, ...people }),
  "wait-approval": z.object({ ...settings, ...people }),
  pages: z.object({}),
  "on-audit-entry": z.object({ ...settings, ...waits, ...deployment, EVENT_BUS: text }),
  "run-timers": z.object(settings),
  "resume-execution": z.object({ ...settings, ...signingKeys, ...deployment, EVENT_BUS: text }),
  "deliver-webhook": z.object({
    ...settings,
    ...linkKeys,
    ...signingKeys,
    ...deployment,
    ...deliveries,
    ...channels,
  }),
  "slack-interactions": z.object({
    ...settings,
    CHANNEL_SECRETS: channels.CHANNEL_SECRETS,
    SLACK_QUEUE_URL: text,
  }),
  "slack-tasks": z.object({ ...settings, ...linkKeys, CHANNEL_SECRETS: channels.CHANNEL_SECRETS }),
  sweep: z.object({ ...settings, ...waits, ...deployment, ...deliveries }),
  reconcile: z.object({ ...settings, ...waits }),
};

/** The deployed functions: one bundle, one role, one environment each. */
export type FunctionName = keyof typeof environments;

/** Environment variables as a construct sets them. */
export type Variables<Name extends FunctionName> = z.input<(typeof environments)[Name]>;

/** Environment as a handler uses it. */
export type Environment<Name extends FunctionName> = z.output<(typeof environments)[Name]>;

/** Reads a function's environment once at start. The error names variables and never shows a value. */
export function parseEnvironment<Schema extends z.ZodMiniType>(
  schema: Schema,
  variables: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => path.join(".")));
  throw new Error(`Missing or invalid environment variables: ${[...names].join(", ")}`);
}
