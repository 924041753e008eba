import * as z from "zod/mini";
import { toUtc } from "../core/instant.ts";
import { agentName, instant, reviewerId } from "./identifiers.ts";

const wrongDay = "must be a day, as 2026-11-22";
const day = z
  .string()
  .check(
    z.regex(/^\d{4}-\d\d-\d\d$/, wrongDay),
    z.refine(isDay, wrongDay),
    z.meta({ description: "A day in UTC, as 2026-11-22." }),
  );

/** A date that is none, as the 30th of February, is read as another one, or not at all. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && toUtc(at).startsWith(text);
}

export const statsQuery = z.strictObject({
  from: z.optional(day),
  to: z.optional(day),
  agent: z.optional(agentName),
  reviewer: z.optional(reviewerId),
});

const count = z.int();
const ms = z.nullable(z.int());

const timeToDecision = z.object({
  count,
  medianMs: ms,
  p90Ms: ms,
  /** Only those that hold any. */
  buckets: z.array(z.object({ upToMs: ms, count })),
});

const decisions = {
  decided: z.object({ approved: count, rejected: count, request_changes: count }),
  timeToDecision,
};
const figures = { requested: count, ...decisions, expired: count, cancelled: count, failed: count };

/** What became of approvals, and how many wait now. */
export const statsResponse = z.object({
  from: day,
  to: day,
  days: z.array(z.object({ day, ...figures })),
  total: z.object(figures),
  agents: z.array(z.object({ agent: z.string(), pending: count, ...figures })),
  reviewers: z.array(z.object({ reviewer: z.string(), ...decisions })),
  now: z.object({ pending: count, oldestCreatedAt: z.nullable(instant), nearestExpiresAt: z.nullable(instant) }),
});
export type StatsResponse = z.infer<typeof statsResponse>;
