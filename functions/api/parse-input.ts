import type * as z from "zod/mini";
import "../schemas/english.ts";
import type { ApiRequest } from "./message.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";

/** UTF-8 bytes. */
export const maxBodyBytes = 1_048_576;
const maxDepth = 32;

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reply: ProblemReply };

/** Parses a JSON body by its schema; an absent body counts as `{}`. */
export function parseBody(schema: z.ZodMiniType, { headers, body }: ApiRequest): Parsed {
  if (body === null) return refuse(problemReply("invalid_request", "The body is not UTF-8."));
  if (Buffer.byteLength(body) > maxBodyBytes)
    return refuse(problemReply("payload_too_large", `The body must be at most ${maxBodyBytes} bytes.`));
  if (body === "") return parse(schema, {}, "body");
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return refuse(problemReply("unsupported_media_type", "Send the body as content-type application/json."));
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return refuse(problemReply("invalid_request", `The body is not JSON: ${(error as Error).message}.`));
  }
  const fault = faultOf(value);
  if (fault) return invalid([fault]);
  // `1e15` is stored as 16 digits: what was small enough on the way may be too large to keep.
  if (body.length > maxBodyBytes / 8 && Buffer.byteLength(JSON.stringify(value)) > maxBodyBytes)
    return refuse(
      problemReply("payload_too_large", `The body, written plainly, must be at most ${maxBodyBytes} bytes.`),
    );
  return parse(schema, value, "body");
}

/** Parses a query; a parameter given twice is refused, since nobody can say which one was meant. */
export function parseQuery(schema: z.ZodMiniType, query: URLSearchParams): Parsed {
  for (const name of query.keys())
    if (query.getAll(name).length > 1) return invalid([{ field: name, detail: "must be given once" }]);
  return parse(schema, Object.fromEntries(query), "query");
}

function parse(schema: z.ZodMiniType, value: unknown, whole: string): Parsed {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return invalid(
    parsed.error.issues.flatMap((issue) => {
      const path = issue.path.map(String);
      if (issue.code !== "unrecognized_keys") return [{ field: path.join(".") || whole, detail: issue.message }];
      return issue.keys.map((key) => ({ field: [...path, key].join("."), detail: "is not known here" }));
    }),
  );
}

function invalid(errors: { field: string; detail: string }[]): Parsed {
  const detail = errors.map((error) => `${error.field}: ${error.detail}`).join("; ");
  return refuse(problemReply("invalid_request", detail, { errors }));
}

function refuse(reply: ProblemReply): Parsed {
  return { ok: false, reply };
}

/**
 * What is wrong with a body whatever its schema, with the top-level field it stands under: too deep, a text that
 * JSON can spell and nobody could sign, or a number that would be rounded before anybody sees it (RFC 8785). Found without recursion, which deep JSON
 * would exhaust.
 */
function faultOf(body: unknown): { field: string; detail: string } | undefined {
  const stack = [{ value: body, depth: 0, field: "body" }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth, field } = next;
    if (typeof value === "string" && !value.isWellFormed()) return { field, detail: "must not hold half a character" };
    if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER)
      return { field, detail: `must not hold a number beyond ±${Number.MAX_SAFE_INTEGER}: send it as a text` };
    if (typeof value !== "object" || value === null) continue;
    if (depth > maxDepth) return { field, detail: `must not be nested deeper than ${maxDepth}` };
    for (const [key, member] of Object.entries(value)) {
      const under = depth === 0 && !Array.isArray(value) ? key : field;
      if (!key.isWellFormed()) return { field, detail: "must not hold half a character" };
      stack.push({ value: member, depth: depth + 1, field: under });
    }
  }
  return undefined;
}
