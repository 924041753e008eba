import type { Approval } from "./approval.ts";

/** Every code that the server answers with. */
export const serverErrorCodes = [
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

/** A code that the server answers with. */
export type ServerErrorCode = (typeof serverErrorCodes)[number];

/** Codes of `verifyWebhook`. */
export type WebhookErrorCode =
  | "invalid_webhook_key"
  | "invalid_webhook_headers"
  | "stale_webhook"
  | "invalid_webhook_signature"
  | "invalid_webhook_body";

/**
 * Every code that a {@link SaysoError} can carry: the server's, and those of this package.
 *
 * - `network`: no answer came, or none that is Sayso's.
 * - `wait_timeout`: see {@link WaitTimeout}.
 * - `model_not_configured`: `agent.ai` was called on an agent without a model.
 * - `invalid_answer`: the model's answer does not match the schema; `fields` says where.
 * - `invalid_webhook_key`, `invalid_webhook_headers`, `stale_webhook`, `invalid_webhook_signature`,
 *   `invalid_webhook_body`: what `verifyWebhook` refuses, and why.
 * - `invalid_result`: what `parseApprovalResult` or `parseEvent` was given is no end of an approval, or no event.
 * - `invalid_json_value`: a value that JSON, and so `canonicalJson`, cannot hold.
 */
export type SaysoErrorCode =
  | ServerErrorCode
  | WebhookErrorCode
  | "network"
  | "wait_timeout"
  | "model_not_configured"
  | "invalid_answer"
  | "invalid_result"
  | "invalid_json_value";

/** One thing wrong with one field, `field` being its path (`action.name`). */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

/** What a {@link SaysoError} is made of beside its code and message. */
export interface SaysoErrorDetails {
  readonly status?: number | undefined;
  readonly fields?: readonly FieldProblem[] | undefined;
  readonly approval?: Approval | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The one error that this package throws; switch on `code`. Its message never holds a key or a token.
 *
 * @example
 * try {
 *   await client.requestApproval(request);
 * } catch (error) {
 *   if (error instanceof SaysoError && error.code === "approval_request_conflict") {
 *     console.error(`${error.approval?.approvalRequestId} was asked before with other content`);
 *   } else throw error;
 * }
 */
export class SaysoError extends Error {
  override readonly name: string = "SaysoError";
  readonly code: SaysoErrorCode;
  /** HTTP status, where the server answered. */
  readonly status: number | undefined;
  /** What is wrong with which field, for `invalid_request` and `invalid_answer`. */
  readonly fields: readonly FieldProblem[];
  /** Whether the very same call may succeed later. Calls were retried already, for as long as `retryFor` says. */
  readonly retryable: boolean;
  /** Milliseconds that the server asked to wait before the next attempt. */
  readonly retryAfter: number | undefined;
  /** The approval that stands in the way: the existing one, or the one with the winning decision. */
  declare readonly approval: Approval | undefined;

  constructor(code: SaysoErrorCode, message: string, details: SaysoErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.fields = details.fields ?? [];
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    // Not enumerable: an error that is printed or logged must not take the reviewer's words along.
    Object.defineProperty(this, "approval", { value: details.approval, enumerable: false });
  }
}

/** Whether the word is one of the server's codes. */
export function isServerErrorCode(value: unknown): value is ServerErrorCode {
  return (serverErrorCodes as readonly unknown[]).includes(value);
}
