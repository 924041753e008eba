import { aws_apigateway as apigateway } from "aws-cdk-lib";

interface ProblemResponse {
  readonly type: apigateway.ResponseType;
  readonly status: number;
  /** One of the API's problem codes. */
  readonly code: string;
  readonly title: string;
  /** Seconds. @default - no such header */
  readonly retryAfter?: number;
}

const { ResponseType } = apigateway;

/** What the gateway answers without asking a function. */
const responses: readonly ProblemResponse[] = [
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, status: 401, code: "unauthenticated", title: "Not signed" },
  { type: ResponseType.INVALID_SIGNATURE, status: 403, code: "forbidden", title: "The signature does not match" },
  { type: ResponseType.EXPIRED_TOKEN, status: 403, code: "forbidden", title: "The signature has expired" },
  { type: ResponseType.ACCESS_DENIED, status: 403, code: "forbidden", title: "Not allowed" },
  { type: ResponseType.WAF_FILTERED, status: 403, code: "forbidden", title: "Not allowed" },
  { type: ResponseType.REQUEST_TOO_LARGE, status: 413, code: "payload_too_large", title: "Too large" },
  { type: ResponseType.THROTTLED, status: 429, code: "rate_limited", title: "Too many requests", retryAfter: 1 },
  { type: ResponseType.DEFAULT_4XX, status: 400, code: "invalid_request", title: "Bad request" },
  { type: ResponseType.DEFAULT_5XX, status: 503, code: "unavailable", title: "Not available now", retryAfter: 1 },
];

/** Makes the gateway's own errors look like the service's: Problem Details with a stable `code`. */
export function addProblemResponses(api: apigateway.RestApi): void {
  for (const { type, status, code, title, retryAfter } of responses) {
    const problem = { type: "about:blank", title, status, code, detail: title };
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(status),
      responseHeaders: {
        "Content-Type": "'application/problem+json'",
        "Cache-Control": "'no-store'",
        ...(retryAfter !== undefined && { "Retry-After": `'${retryAfter}'` }),
      },
      templates: { "application/json": JSON.stringify(problem) },
    });
  }
}
