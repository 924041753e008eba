import * as z from "zod/mini";
import { maxReviewers } from "../core/approval.ts";
import { reviewerId } from "./identifiers.ts";

function hours(description: string) {
  return z.number().check(z.positive("must be more than 0"), z.meta({ description }));
}

export const policy = z.strictObject({
  quorum: z.optional(z.literal(1, { error: "only a quorum of 1 is supported by this version" })),
  exclusive: z.optional(z.boolean()),
  allowSelfApproval: z.optional(z.boolean()),
  remindAfterHours: z.optional(
    hours("Hours from the request until its reviewers are reminded, once; fractions are allowed."),
  ),
  escalateAfterHours: z.optional(
    hours("Hours from the request until the reviewers in escalateTo are asked too; fractions are allowed."),
  ),
  escalateTo: z.optional(z.array(reviewerId).check(z.minLength(1), z.maxLength(maxReviewers))),
});

type Policy = z.infer<typeof policy>;

interface Asked {
  readonly expiresInHours?: number | undefined;
  readonly reviewers?: readonly string[] | undefined;
  readonly initiatedBy?: string | undefined;
  readonly policy?: Policy | undefined;
}

export const defaultExpiresInHours = 72;

const mustComeInTime = `must be less than expiresInHours (${defaultExpiresInHours} when it is absent)`;
export const tooManyInAll = `must, with the reviewers, name at most ${maxReviewers} people in all`;

type Rule = readonly [field: keyof Policy, error: string, holds: (asked: Asked) => boolean];

const rules: readonly Rule[] = [
  ["remindAfterHours", mustComeInTime, (asked) => comesInTime(asked, asked.policy?.remindAfterHours)],
  ["escalateAfterHours", mustComeInTime, (asked) => comesInTime(asked, asked.policy?.escalateAfterHours)],
  [
    "escalateTo",
    "must be given with policy.escalateAfterHours",
    ({ policy }) => policy?.escalateAfterHours === undefined || policy.escalateTo !== undefined,
  ],
  [
    "escalateAfterHours",
    "must be given with policy.escalateTo",
    ({ policy }) => policy?.escalateTo === undefined || policy.escalateAfterHours !== undefined,
  ],
  ["escalateTo", tooManyInAll, ({ reviewers = [], policy }) => areFewEnough(reviewers, policy?.escalateTo)],
  [
    "escalateTo",
    "must name somebody who did not cause the request",
    ({ initiatedBy, policy }) =>
      policy?.allowSelfApproval === true || !policy?.escalateTo?.every((senior) => senior === initiatedBy),
  ],
];

/** What must hold of a whole request for its policy to come to anything. */
export const policyRules = rules.map(([field, error, holds]) =>
  z.refine<Asked>(holds, { path: ["policy", field], error }),
);

function comesInTime({ expiresInHours = defaultExpiresInHours }: Asked, hours: number | undefined): boolean {
  return hours === undefined || hours < expiresInHours;
}

/** Whether reviewers, with whom escalation adds, are no more than may be. */
export function areFewEnough(reviewers: readonly string[], escalateTo: readonly string[] = []): boolean {
  return new Set([...reviewers, ...escalateTo]).size <= Math.max(maxReviewers, new Set(reviewers).size);
}
