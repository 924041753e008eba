import type { Problem, ProblemCode } from "../schemas/problem.ts";

/** The one table from an error's code to its HTTP status and title. */
const problems: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  invalid_request: [400, "The request is not valid"],
  unauthenticated: [401, "Say who you are"],
  forbidden: [403, "Not allowed"],
  not_a_reviewer: [403, "Not a reviewer of this approval"],
  self_approval: [403, "Nobody decides their own request"],
  not_your_approval: [403, "Somebody else's approval"],
  approval_not_found: [404, "No such approval"],
  execution_not_found: [404, "No such execution"],
  not_found: [404, "Nothing here"],
  method_not_allowed: [405, "Method not allowed"],
  approval_request_conflict: [409, "The id belongs to another request"],
  approval_already_requested: [409, "Another execution asked already"],
  too_many_waiters: [409, "Too many waiters"],
  api_key_already_created: [409, "The API key is there already"],
  secret_already_shown: [409, "The secret was shown already"],
  already_decided: [409, "Already decided"],
  expired: [410, "Expired"],
  link_superseded: [410, "The link is no longer valid"],
  reassigned: [410, "Handed over to others"],
  payload_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "Not JSON"],
  idempotency_key_reused: [422, "The Idempotency-Key belongs to another body"],
  rate_limited: [429, "Too many requests"],
  internal: [500, "Something broke here"],
  unavailable: [503, "Not available now"],
};

/** What a handler answers with instead of success. */
export interface ProblemReply {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set when what was refused is a credential that the body presented. */
  readonly presentedInBody?: true;
}

export function problemReply(
  code: ProblemCode,
  detail: string,
  more: Pick<Problem, "errors" | "approval"> = {},
  headers: Readonly<Record<string, string>> = {},
): ProblemReply {
  const [status, title] = problems[code];
  return { problem: { type: "about:blank", title, status, code, detail, ...more }, headers };
}

export function invalidField(field: string, detail: string): ProblemReply {
  return problemReply("invalid_request", `${field} ${detail}`, { errors: [{ field, detail }] });
}
