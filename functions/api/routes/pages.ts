import { anyQuery } from "../../schemas/queries.ts";
import { type ProblemReply, problemReply } from "../problem-reply.ts";
import { type Route, route, type TextReply } from "../route.ts";

/** A file that a browser is given, by its name: `index.html`, `review.html`, `openapi.json`, `assets/…`. */
export interface StaticFile {
  readonly type: string;
  readonly text: string;
}

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const anyone = ["anonymous"] as const;

/** Everything that is the same for everyone: pages, the OpenAPI document, the sign of life. None of it holds data. */
export function pageRoutes(files: Readonly<Record<string, StaticFile>>): readonly Route[] {
  const serve = (name: string): TextReply | ProblemReply => {
    const file = files[name];
    if (!file) return problemReply("not_found", "There is nothing at this path.");
    return {
      status: 200,
      text: file.text,
      headers: { "content-type": file.type, "content-security-policy": pagePolicy },
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
      handle: async () => serve(name),
    });
  return [
    page("/", "getInbox", "The list of pending approvals.", "index.html"),
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
      handle: async ({ params }) => serve(`assets/${params.name}`),
    }),
    route({
      method: "GET",
      path: "/healthz",
      operationId: "getHealth",
      summary: "Whether the service answers.",
      callers: anyone,
      query: anyQuery,
      replies: { 200: null },
      handle: async () => ({ status: 200, body: { status: "ok" } }),
    }),
  ];
}
