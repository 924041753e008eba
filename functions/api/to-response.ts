import { isAgentfieldPath, toAgentfieldError } from "./agentfield-error.ts";
import type { ApiResponse, Parked } from "./message.ts";
import type { Reply } from "./route.ts";

/** On every answer. Pages loosen the content policy to what they need. */
const headersOfAll = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

/** @param path what was asked for: it tells in which form its errors are read */
export function toResponse(reply: Reply, path: string): ApiResponse | Parked {
  if ("parked" in reply) return reply;
  if ("problem" in reply) {
    const theirs = isAgentfieldPath(path);
    const type = theirs ? "application/json" : "application/problem+json";
    const headers = { ...headersOfAll, ...reply.headers, "content-type": type };
    const body = JSON.stringify(theirs ? toAgentfieldError(reply.problem) : reply.problem);
    return { status: reply.problem.status, headers, body };
  }
  const after = reply.after ? { after: reply.after } : {};
  if ("text" in reply) {
    const { status, text: body, bytes } = reply;
    return { status, headers: { ...headersOfAll, ...reply.headers }, body, ...(bytes && { bytes }), ...after };
  }
  const headers = { ...headersOfAll, ...reply.headers, "content-type": "application/json" };
  return { status: reply.status, headers, body: JSON.stringify(reply.body), ...after };
}
