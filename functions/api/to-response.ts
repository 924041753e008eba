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

export function toResponse(reply: Reply): ApiResponse | Parked {
  if ("parked" in reply) return reply;
  if ("problem" in reply) {
    const headers = { ...headersOfAll, ...reply.headers, "content-type": "application/problem+json" };
    return { status: reply.problem.status, headers, body: JSON.stringify(reply.problem) };
  }
  const after = reply.after ? { after: reply.after } : {};
  if ("text" in reply)
    return { status: reply.status, headers: { ...headersOfAll, ...reply.headers }, body: reply.text, ...after };
  const headers = { ...headersOfAll, ...reply.headers, "content-type": "application/json" };
  return { status: reply.status, headers, body: JSON.stringify(reply.body), ...after };
}
