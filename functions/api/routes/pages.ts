import { type StoreTrouble, troubleInWords } from "../../ports/not-recorded.ts";
import { anyQuery } from "../../schemas/queries.ts";
import { type ProblemReply, problemReply } from "../problem-reply.ts";
import { type Route, route, type TextReply } from "../route.ts";

/** A file that a browser is given, by its name: `index.html`, `review.html`, `openapi.json`, `assets/…`. */
export interface StaticFile {
  readonly type: string;
  readonly text: string;
  /** The same, compressed. Without them the text is sent as it is. */
  readonly br?: Uint8Array;
  readonly gzip?: Uint8Array;
  /** Of a page's own inline styles, their hashes as sources of a content policy: no other one is applied. */
  readonly styles?: readonly string[];
}

function pagePolicy(styles: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles].join(" "),
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The names of what pages are made of change with what is in them: it can be kept for ever. */
const forEver = { "cache-control": "public, max-age=31536000, immutable" };

/** The dashboard's own pages: one file at the root, the same one level further down. */
const dashboard = [
  ["/", "getInbox", "The list of pending approvals."],
  ["/overview", "getOverviewPage", "What becomes of approvals, in figures."],
  ["/executions", "getExecutionsPage", "The agents' executions."],
  ["/audit", "getAuditPage", "The audit trail."],
  ["/webhooks", "getWebhooksPage", "Where events are sent, and what was sent."],
  ["/reviewers", "getReviewersPage", "The directory of reviewers."],
  ["/approvals/{approvalRequestId}", "getApprovalPage", "One approval, for somebody signed in."],
  ["/executions/{executionId}", "getExecutionPage", "One execution, from its start to its end."],
  ["/webhooks/{webhookId}", "getWebhookPage", "One webhook and its deliveries."],
] as const;

const anyone = ["anonymous"] as const;

/**
 * Everything that is the same for everyone: pages, the OpenAPI document, the sign of life. None of it holds data.
 *
 * @param trouble why nothing can be recorded at the moment, where the deployment's store can tell
 */
export function pageRoutes(
  files: Readonly<Record<string, StaticFile>>,
  trouble: () => StoreTrouble | null = () => null,
): readonly Route[] {
  const serve = (
    name: string,
    accepted: string | undefined,
    caching: Readonly<Record<string, string>> = {},
  ): TextReply | ProblemReply => {
    const file = files[name];
    if (!file) return problemReply("not_found", "There is nothing at this path.");
    const { type, text, styles } = file;
    const encoding = (["br", "gzip"] as const).find((each) => file[each] && accepts(accepted, each));
    const bytes = encoding && file[encoding];
    return {
      status: 200,
      text,
      ...(bytes && { bytes }),
      headers: {
        "content-type": type,
        "content-security-policy": pagePolicy(styles),
        vary: "accept-encoding",
        ...caching,
        ...(encoding && { "content-encoding": encoding }),
      },
    };
  };
  const page = (path: string, operationId: string, summary: string, name: string) =>
    route({
      method: "GET",
      path,
      operationId,
      summary,
      callers: anyone,
      query: anyQuery,
      replies: { 200: null },
      handle: async ({ headers }) => serve(name, headers["accept-encoding"]),
    });
  return [
    ...dashboard.map(([path, operationId, summary]) =>
      page(path, operationId, summary, path.lastIndexOf("/") === 0 ? "index.html" : "inner.html"),
    ),
    page("/review/{approvalRequestId}", "getReviewPage", "The page behind a review link.", "review.html"),
    page("/v1/openapi.json", "getOpenApi", "This API's OpenAPI 3.1 document.", "openapi.json"),
    route({
      method: "GET",
      path: "/assets/{name}",
      operationId: "getAsset",
      summary: "What the pages are made of.",
      callers: anyone,
      query: anyQuery,
      replies: { 200: null },
      handle: async ({ params, headers }) => serve(`assets/${params.name}`, headers["accept-encoding"], forEver),
    }),
    route({
      method: "GET",
      path: "/healthz",
      operationId: "getHealth",
      summary: "Whether the service answers, and can record what it is told.",
      callers: anyone,
      query: anyQuery,
      replies: { 200: null },
      handle: async () => {
        const now = trouble();
        if (now === null) return { status: 200, body: { status: "ok" } };
        return problemReply("unavailable", `It answers, and records nothing: ${troubleInWords[now]}.`);
      },
    }),
  ];
}

/** Whether the client names the encoding and does not refuse it (RFC 9110, 12.5.3). */
function accepts(header: string | undefined, encoding: string): boolean {
  return (header ?? "").split(",").some((part) => {
    const [name, ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    return name === encoding && !parameters.some((each) => /^q=0(\.0*)?$/.test(each));
  });
}
