import * as z from "zod/mini";
import { reviewerDecisions } from "../core/approval.ts";
import { json } from "./identifiers.ts";

/** It stands on the approval's row, which DynamoDB limits to 400 KB. */
const maxResponseLength = 65_536;

const fields = {
  decision: z.enum(reviewerDecisions, { error: `must be one of ${reviewerDecisions.join(", ")}` }),
  feedback: z.optional(z.string().check(z.maxLength(10_000))),
  response: z.optional(
    json.check(
      z.refine((value) => JSON.stringify(value).length <= maxResponseLength, {
        error: `must be at most ${maxResponseLength} characters of JSON`,
      }),
    ),
  ),
  arguments: z.optional(z.never({ error: "edited arguments are not supported by this version" })),
};

/** Body of `POST /v1/approvals/{id}/decision`. */
export const decisionRequest = z.strictObject({ ...fields, nonce: z.optional(z.string().check(z.maxLength(500))) });
export type DecisionRequest = z.infer<typeof decisionRequest>;

/** Body of `POST /v1/review/{id}/decision`: `nonce` proves that the page was opened, and says what it showed. */
export const reviewDecisionRequest = z.strictObject({
  ...fields,
  nonce: z
    .string({ error: "must be the nonce that GET /v1/review/{approvalRequestId} returned" })
    .check(z.maxLength(500)),
});
