import * as z from "zod/mini";
import { approvalResponse } from "./approval-response.ts";

/** Every error that the API answers with, by its stable `code`. */
export const problemCodes = [
  "invalid_request",
  "unsupported_media_type",
  "payload_too_large",
  "unauthenticated",
  "forbidden",
  "not_a_reviewer",
  "self_approval",
  "not_your_approval",
  "approval_not_found",
  "execution_not_found",
  "not_found",
  "method_not_allowed",
  "approval_request_conflict",
  "approval_already_requested",
  "too_many_waiters",
  "api_key_already_created",
  "secret_already_shown",
  "already_decided",
  "expired",
  "link_superseded",
  "reassigned",
  "idempotency_key_reused",
  "rate_limited",
  "internal",
  "unavailable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Problem Details, RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), detail: z.string() }))),
  approval: z.optional(approvalResponse),
});
export type Problem = z.infer<typeof problem>;
