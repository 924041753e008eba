import * as z from "zod/mini";
import { channelNames, neededBy, type ReviewerEntry } from "../core/reviewer-entry.ts";
import { reviewerId, teamName } from "./identifiers.ts";

const said = (schema: z.ZodMiniType<string>, description: string) =>
  z.optional(z.nullable(schema.check(z.meta({ description }))));

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** Names a secret of the deployment, not the secret. */
const secretName = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 of A–Z a–z 0–9 . _ -"));

const fields = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{C}]*$/u, "must hold no control characters")),
  email: said(z.email({ error: "must be an e-mail address" }).check(z.maxLength(254)), "Needed by the channel email."),
  slackUser: said(
    z.string().check(z.regex(/^[UW][A-Z0-9]{4,20}$/, "must be a Slack member id, such as U012AB3CD")),
    "Member id in the workspace of the deployment's Slack app. Needed by the channel slack.",
  ),
  pagerdutyService: said(
    secretName,
    "Name of a PagerDuty service, among the deployment's secrets, that is theirs alone.",
  ),
  teamsWorkflow: said(
    secretName,
    "Name of a Teams workflow, among the deployment's secrets, that posts to them alone.",
  ),
  timeZone: z.optional(
    z
      .string()
      .check(
        z.maxLength(64),
        z.refine(isTimeZone, "must be an IANA time zone, such as Europe/Madrid"),
        z.meta({ description: "IANA name of the zone in which they are told times. Default UTC." }),
      ),
  ),
  locale: z.optional(
    z
      .string()
      .check(
        z.maxLength(35),
        z.refine(isLocale, "must be a language tag, such as en-GB"),
        z.meta({ description: "BCP 47 tag of how times are written. Default en-GB." }),
      ),
  ),
  channels: z.optional(
    z
      .array(z.enum(channelNames))
      .check(z.refine((names) => new Set(names).size === names.length, "must name each channel once")),
  ),
  teams: z.optional(
    z.array(teamName).check(
      z.maxLength(20),
      z.refine((names) => new Set(names).size === names.length, "must name each team once"),
      z.meta({
        description: "Teams that they are in. They see what waits for one another; it gives no right to decide.",
      }),
    ),
  ),
});

/** Body of `PUT /v1/reviewers/{id}`. */
export const reviewerRequest = fields.check((context) => {
  for (const channel of context.value.channels ?? []) {
    const needed = neededBy[channel];
    if (needed === null || context.value[needed]) continue;
    const message = `is needed by the channel ${channel}`;
    context.issues.push({ code: "custom", input: context.value, path: [needed], message });
  }
});
export type ReviewerRequest = z.infer<typeof reviewerRequest>;

export function toReviewerEntry(id: string, given: ReviewerRequest): ReviewerEntry {
  return {
    id,
    name: given.name,
    email: given.email ?? null,
    slackUser: given.slackUser ?? null,
    pagerdutyService: given.pagerdutyService ?? null,
    teamsWorkflow: given.teamsWorkflow ?? null,
    timeZone: given.timeZone ?? "UTC",
    locale: given.locale ?? "en-GB",
    channels: given.channels ?? [],
    teams: given.teams ?? [],
  };
}

export const reviewerResponse = z.object({
  id: reviewerId,
  name: z.string(),
  email: z.nullable(z.string()),
  slackUser: z.nullable(z.string()),
  pagerdutyService: z.nullable(z.string()),
  teamsWorkflow: z.nullable(z.string()),
  timeZone: z.string(),
  locale: z.string(),
  channels: z.array(z.enum(channelNames)),
  teams: z.array(z.string()),
});
export type ReviewerResponse = z.infer<typeof reviewerResponse>;

export const reviewerList = z.object({ reviewers: z.array(reviewerResponse) });
