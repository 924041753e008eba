import { isApproval } from "./approval.ts";
import { clockHint } from "./clock-hint.ts";
import { retryAfter } from "./retry-after.ts";
import { type FieldProblem, isServerErrorCode, SaysoError, type ServerErrorCode } from "./sayso-error.ts";

/**
 * The error for an answer that is not 2xx: the server's problem document, or what can be said of any other body.
 *
 * @param signed whether the call carried a signature, which a clock that is wrong spoils
 */
export function readProblem(response: Response, body: unknown, signed = false): SaysoError {
  const { status } = response;
  const problem = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const message = [problem.detail, problem.title].find((text) => typeof text === "string" && text !== "");
  return new SaysoError(
    isServerErrorCode(problem.code) ? problem.code : codeOfStatus(status),
    String(message ?? `HTTP ${status}`) + (signed ? clockHint(response) : ""),
    {
      status,
      fields: fieldProblems(problem.errors),
      approval: isApproval(problem.approval) ? problem.approval : undefined,
      retryable: status === 429 || status >= 500,
      retryAfter: retryAfter(response.headers),
    },
  );
}

/** For answers without a code of the server's: those of a gateway or a proxy before it. */
function codeOfStatus(status: number): ServerErrorCode {
  switch (status) {
    case 401:
      return "unauthenticated";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 413:
      return "payload_too_large";
    case 415:
      return "unsupported_media_type";
    case 429:
      return "rate_limited";
    case 500:
      return "internal";
    default:
      return status > 500 ? "unavailable" : "invalid_request";
  }
}

function fieldProblems(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: Partial<FieldProblem> | null) =>
    error === null || typeof error !== "object"
      ? []
      : [{ field: String(error.field ?? ""), detail: String(error.detail ?? "") }],
  );
}
