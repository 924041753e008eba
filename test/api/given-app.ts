import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { createApi } from "../../functions/api/api.ts";
import type { ApiRequest, ApiResponse } from "../../functions/api/message.ts";
import { createRateLimit, type Rates } from "../../functions/api/rate-limit.ts";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import type { People } from "../../functions/ports/people.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { givenDeps, t0 } from "../use-cases/given-deps.ts";
import { agents, claim, files, people, signIn } from "./callers.ts";
import { checkResponse } from "./openapi-check.ts";
import { keepSecret, logged } from "./secrets.ts";

export interface Call {
  /** Headers of whoever asks: see `callers.ts`. */
  readonly as?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON; null stands for bytes that are no UTF-8. */
  readonly body?: unknown;
}

/** A reply, checked against docs/openapi.json. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly json: any;
}

const generous = { burst: 1_000_000, perSecond: 1_000_000 };
const rates: Rates = { agent: generous, link: generous, failure: generous };

/** The API over stores in memory, with two agents, a revoked key and five people; the clock is set by hand. */
export async function givenApp(own: Partial<Deps> & { readonly rates?: Rates; readonly people?: People } = {}) {
  const given = givenDeps({
    signIn,
    ...own,
    log: jsonLog(
      (line) => logged.push(line),
      () => t0,
    ),
  });
  const { deps, time } = given;
  for (const { prefix, key, agent, revokedAt } of agents)
    await deps.apiKeys.add({
      ...{ prefix, agent, revokedAt, description: "", createdAt: t0 },
      keyHash: nodeCrypto.sha256(key),
    });
  const api = createApi({
    app: deps,
    people: own.people ?? { verify: async (token) => people[token] },
    routes: allRoutes(files),
    limit: createRateLimit(deps.clock, nodeCrypto.sha256, own.rates ?? rates),
  });

  async function send(method: string, path: string, { as = {}, headers = {}, body }: Call = {}) {
    const [pathname = "", query = ""] = path.split("?");
    const text = body === undefined ? "" : typeof body === "string" || body === null ? body : JSON.stringify(body);
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const request: ApiRequest = {
      ...{ method, path: pathname, query: new URLSearchParams(query), body: text },
      headers: { ...type, ...as, ...headers },
    };
    return api(request);
  }

  /** Sends a request and does what the server does after the answer. */
  async function call(method: string, path: string, options?: Call): Promise<Answer> {
    const reply = await send(method, path, options);
    if ("parked" in reply) throw new Error(`${method} ${path} waits`);
    await reply.after?.();
    return answerOf(method, path, reply);
  }

  /** The token of a reviewer's link. */
  async function linkToken(approvalRequestId: string, reviewer: string): Promise<string> {
    const path = `/v1/approvals/${approvalRequestId}/links`;
    const { json } = await call("GET", path, { as: { authorization: "Bearer token-of-ada-the-administrator" } });
    const { url } = json.links.find((link: { reviewer: string }) => link.reviewer === reviewer);
    return keepSecret(url.split("#")[1]);
  }

  return {
    ...given,
    deps,
    time,
    call,
    send,
    linkToken,
    /** `Authorization` of a link's holder. */
    holder: async (id: string, reviewer: string) => ({ authorization: `Bearer ${await linkToken(id, reviewer)}` }),
    ask: (changes: object = {}, as: Call["as"] = { "x-api-key": agents[0]?.key ?? "" }) =>
      call("POST", "/v1/approvals", { as, body: { ...claim, ...changes } }),
  };
}

export type App = Awaited<ReturnType<typeof givenApp>>;

function answerOf(method: string, path: string, { status, headers, body }: ApiResponse): Answer {
  const json = headers["content-type"]?.includes("json") && !headers["content-type"].includes("ndjson");
  const answer = { status, headers, text: body, json: json ? JSON.parse(body) : undefined };
  checkResponse(method, path, answer);
  return answer;
}
