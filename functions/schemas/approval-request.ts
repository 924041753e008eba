import * as z from "zod/mini";
import { maxReviewers } from "../core/approval.ts";
import { leadsSomewhere, sensitivePattern } from "../core/sensitive.ts";
import { agentName, approvalRequestId, executionId, json, reviewerId } from "./identifiers.ts";
import { policy, policyRules } from "./policy.ts";

/** Why a field of the design is refused: never ignored, so that nobody relies on what does not happen. */
const unsupported = (field: string) => z.optional(z.never({ error: `${field} is not supported by this version` }));

export const url = z
  .url({ protocol: /^https?$/, error: "must be an absolute http or https URL" })
  .check(z.maxLength(2048));

/** It stands on the approval's row, beside those of 15 others. */
const maxDetailLength = 4_096;

const resume = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("poll") }),
  z.strictObject({ kind: z.literal("task-token"), taskToken: z.string().check(z.minLength(1), z.maxLength(2048)) }),
  z.strictObject({
    kind: z.literal("durable"),
    callbackId: z.string().check(z.regex(/^[A-Za-z0-9+/]{1,1022}={0,2}$/, "must be a callback id as Lambda made it")),
  }),
  z.strictObject({ kind: z.literal("callback"), url }),
  z.strictObject({
    kind: z.literal("event"),
    detail: json.check(
      z.refine((value) => JSON.stringify(value ?? null).length <= maxDetailLength, {
        error: `must be at most ${maxDetailLength} characters of JSON`,
      }),
    ),
  }),
]);

const reviewers = z.array(reviewerId).check(z.minLength(1), z.maxLength(maxReviewers));

export const maxExpiresInHours = 8640;

export const expiresInHours = z.optional(
  z
    .number()
    .check(
      z.positive("must be more than 0"),
      z.lte(maxExpiresInHours, `must be at most ${maxExpiresInHours} (360 days)`),
      z.meta({ description: "Hours until the approval expires; fractions are allowed. Default 72." }),
    ),
);

const sensitive = z
  .array(
    z
      .string()
      .check(
        z.maxLength(500),
        z.regex(sensitivePattern, "must be a JSON Pointer to, or into, /context or /action/arguments"),
      ),
  )
  .check(
    z.minLength(1),
    z.maxLength(50),
    z.meta({
      description:
        "JSON Pointers (RFC 6901) to what only the review page may show, such as /context/iban: it is left out of every message, event and webhook.",
    }),
  );

/** Body of `POST /v1/approvals`. A mark that leads nowhere is a mistake that would let out what it was to keep in. */
export const approvalRequest = z
  .strictObject({
    approvalRequestId,
    approvalRequestUrl: z.optional(url),
    expiresInHours,
    executionId: z.optional(executionId),
    agent: z.optional(agentName),
    title: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    context: z.optional(json),
    action: z.optional(
      z.strictObject({
        name: z.string().check(z.minLength(1), z.maxLength(200)),
        arguments: z.optional(json),
      }),
    ),
    responseSchema: unsupported("responseSchema"),
    reviewers: z.optional(reviewers),
    initiatedBy: z.optional(reviewerId),
    policy: z.optional(policy),
    resume: z.optional(resume),
    metadata: z.optional(
      z
        .record(
          z.string().check(z.minLength(1), z.maxLength(64)),
          z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean()]),
        )
        .check(z.refine((record) => Object.keys(record).length <= 20, "must have at most 20 keys")),
    ),
    sensitive: z.optional(sensitive),
  })
  .check(
    ...policyRules,
    z.refine(({ sensitive: marks = [], ...request }) => marks.every((mark) => leadsSomewhere(request, mark)), {
      path: ["sensitive"],
      error: "must lead to something that the request holds",
    }),
  );
export type ApprovalRequest = z.infer<typeof approvalRequest>;

/** Body of `POST /v1/approvals/{id}/cancel`. */
export const cancelRequest = z.strictObject({ feedback: z.optional(z.string().check(z.maxLength(10_000))) });

/** Body of `POST /v1/approvals/{id}/expiry`. */
export const expiryRequest = z.strictObject({
  expiresInHours: z.number().check(z.positive("must be more than 0"), z.lte(maxExpiresInHours)),
});

/** Body of `POST /v1/approvals/{id}/reassign`. */
export const reassignRequest = z.strictObject({
  reviewers,
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(10_000))),
});
