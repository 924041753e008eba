import { digest } from "../core/digest.ts";
import { NotRecorded, troubleInWords } from "../ports/not-recorded.ts";
import { InvalidCursor } from "../ports/page.ts";
import type { People } from "../ports/people.ts";
import { noParameters } from "../schemas/queries.ts";
import { authenticate, unauthenticated } from "./authenticate.ts";
import type { Caller } from "./caller.ts";
import type { ApiRequest, ApiResponse, Parked } from "./message.ts";
import { maxBodyBytes, type Parsed, parseBody, parseQuery } from "./parse-input.ts";
import { invalidField, type ProblemReply, problemReply } from "./problem-reply.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type App, hasRole, type Reply, type Route, type RouteRequest } from "./route.ts";
import { createRouter } from "./router.ts";
import { toResponse } from "./to-response.ts";

export type Api = (request: ApiRequest) => Promise<ApiResponse | Parked>;

export interface ApiOptions {
  readonly app: App;
  readonly people: People;
  readonly routes: readonly Route[];
  readonly limit: RateLimit;
}

/** The HTTP API over its use cases: one pure-looking function, whichever server calls it. */
export function createApi({ app, people, routes, limit }: ApiOptions): Api {
  const match = createRouter(routes);

  async function answer(request: ApiRequest): Promise<Reply> {
    const found = match(request.method, request.path);
    if ("allow" in found) {
      if (found.allow.length === 0) return problemReply("not_found", "There is nothing at this path.");
      const allow = found.allow.join(", ");
      return problemReply("method_not_allowed", `This path takes ${allow}.`, {}, { allow });
    }
    const { route, params } = found;
    // What is the same for everyone asks nobody who they are: it must answer where there are no credentials to look up.
    const open = route.callers.includes("anonymous");
    const caller: Caller | ProblemReply = open ? { kind: "anonymous" } : await authenticate(app, people, request);
    if ("problem" in caller) return caller;
    const barred = limit.take(caller) ?? admit(route, caller);
    if (barred) return barred;
    const query: Parsed = parseQuery(route.query ?? noParameters, request.query);
    if (!query.ok) return query.reply;
    if (route.form && request.body !== null && Buffer.byteLength(request.body) > maxBodyBytes)
      return problemReply("payload_too_large", `The body must be at most ${maxBodyBytes} bytes.`);
    const body: Parsed = route.body ? parseBody(route.body, request) : { ok: true, value: undefined };
    if (!body.ok) return body.reply;
    const key = request.headers["idempotency-key"];
    if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key))
      return invalidField("Idempotency-Key", "must be 1 to 255 printable ASCII characters without spaces");
    const idempotency =
      key === undefined || request.method !== "POST"
        ? null
        : {
            key: digest(app.crypto.sha256, [callerKey(app, caller), route.operationId, params, key]),
            payloadDigest: digest(app.crypto.sha256, body.value ?? null),
          };
    const checked = {
      params,
      caller,
      query: query.value,
      body: body.value,
      headers: request.headers,
      idempotency,
      rawBody: request.body,
    };
    return route.handle(checked as unknown as RouteRequest<string, Caller["kind"], undefined, undefined>, app);
  }

  /** A refused credential of any kind counts, so that nobody guesses at speed by taking a new one each time. */
  function slowDown(request: ApiRequest, reply: Reply): Reply {
    const { authorization, "x-api-key": key, cookie } = request.headers;
    if (!("problem" in reply) || reply.problem.code !== "unauthenticated") return reply;
    const presented = reply.presentedInBody || (authorization ?? key ?? cookie) !== undefined;
    return presented ? (limit.failure() ?? reply) : reply;
  }

  return async (request) => {
    const { method, path } = request;
    try {
      return toResponse(slowDown(request, await answer(request)), path);
    } catch (cause) {
      if (cause instanceof InvalidCursor)
        return toResponse(invalidField("cursor", "must be the nextCursor of an earlier page"), path);
      if (cause instanceof NotRecorded) return toResponse(unrecorded(cause), path);
      app.log.error("a request failed", { method, path, cause });
      return toResponse(problemReply("internal", "The request failed here; try it again."), path);
    }
  };
}

/** The store itself has told of it: a line for each request would bury that. */
function unrecorded({ trouble }: NotRecorded): ProblemReply {
  const detail = `The service cannot record anything now: ${troubleInWords[trouble]}. Nothing was done; send the same again later.`;
  return problemReply("unavailable", detail, {}, { "retry-after": "5" });
}

function admit(route: Route, caller: Caller) {
  if ((route.callers as readonly string[]).includes(caller.kind)) {
    if (caller.kind !== "person" || !route.roles || hasRole(caller, route.roles)) return undefined;
    return problemReply("forbidden", `This needs the role ${route.roles.join(" or ")}.`);
  }
  switch (caller.kind) {
    case "agent":
      return problemReply("forbidden", "An agent's credential cannot do this.");
    case "person":
      return problemReply("forbidden", "Only an agent can do this.");
    case "link":
      return unauthenticated("The token is not valid here.");
    case "anonymous":
      return unauthenticated("Send an API key as X-API-Key, or a token as Authorization: Bearer.");
  }
}

function callerKey({ crypto }: App, caller: Caller): string {
  switch (caller.kind) {
    case "agent":
      return caller.requester.id;
    case "person":
      return `person:${caller.id}`;
    case "link":
      return `link:${crypto.sha256(caller.token)}`;
    case "anonymous":
      return "anonymous";
  }
}
