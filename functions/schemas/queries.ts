import * as z from "zod/mini";
import { statuses } from "../core/approval.ts";
import { agentName, approvalRequestId, executionId, instant, reviewerId, teamName } from "./identifiers.ts";

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .pipe(
      z.string().check(z.regex(/^\d{1,6}$/, error)),
      z.pipe(z.transform(Number), z.int().check(z.gte(least, error), z.lte(most, error))),
    )
    .check(z.meta({ override: { type: "integer", minimum: least, maximum: most, pattern: undefined } }));
};

export const page = (most = 100) => ({
  cursor: z.optional(z.string().check(z.maxLength(1000))),
  limit: z.optional(wholeNumber(1, most)),
});

/** The service may answer a long poll earlier than asked, and never keeps one longer than this many seconds. */
export const maxWaitSeconds = 60;

export const getApprovalQuery = z.strictObject({ wait: z.optional(wholeNumber(0, maxWaitSeconds)) });

export const listApprovalsQuery = z.strictObject({
  status: z.optional(z.enum(statuses, { error: `must be one of ${statuses.join(", ")}` })),
  agent: z.optional(agentName),
  reviewer: z.optional(reviewerId),
  team: z
    .optional(teamName)
    .check(
      z.meta({ description: "What those may decide who are in this team now. For people; takes `status=pending`." }),
    ),
  executionId: z.optional(executionId),
  sort: z
    .optional(z.enum(["expiresAt"], { error: "must be expiresAt" }))
    .check(z.meta({ description: "By time left, the most urgent first. Takes `status=pending`." })),
  ...page(),
});

export const listExecutionsQuery = z.strictObject({ agent: z.optional(agentName), ...page() });

export const notesQuery = z.strictObject(page());

/** Exports (`Accept: application/x-ndjson` or `text/csv`) may take 1,000 entries at a time. */
export const auditQuery = z.strictObject({
  from: z.optional(instant),
  to: z.optional(instant),
  type: z.optional(z.string().check(z.maxLength(64))),
  agent: z.optional(agentName),
  reviewer: z.optional(reviewerId),
  approvalRequestId: z.optional(approvalRequestId),
  order: z
    .optional(z.enum(["asc", "desc"], { error: "must be asc or desc" }))
    .check(z.meta({ description: "`asc`, as sealed, unless asked otherwise; `desc` is newest first." })),
  ...page(1000),
});

export const approvalAuditQuery = z.strictObject(page(1000));

export const noParameters = z.strictObject({});

/** Pages take whatever a mail program or a chat adds to their address. */
export const anyQuery = z.record(z.string(), z.string());
