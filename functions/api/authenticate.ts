import type { People } from "../ports/people.ts";
import { findApiKey, keyPrefix } from "../use-cases/api-keys.ts";
import type { Caller } from "./caller.ts";
import type { ApiRequest } from "./message.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";
import type { App } from "./route.ts";
import { refuseForeign, sessionToken } from "./session-cookie.ts";

/**
 * Who is asking: by a header, or else by the cookie of a browser that somebody has signed in, which counts on this
 * service's own pages only. A credential that is presented must be good: a bad one is never taken for none at all.
 */
export async function authenticate(
  app: Pick<App, "apiKeys" | "crypto" | "settings">,
  people: People,
  request: ApiRequest,
): Promise<Caller | ProblemReply> {
  const { headers, iam } = request;
  if (iam) return iam;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const key = headers["x-api-key"] ?? (bearer && keyPrefix(bearer) ? bearer : undefined);
  if (key !== undefined) return agentOf(app, key);
  if (bearer !== undefined) return (await people.verify(bearer)) ?? { kind: "link", token: bearer };
  if (headers.authorization !== undefined) return unauthenticated("Authorization must be `Bearer <token>`.");
  const session = sessionToken(app.settings, headers);
  if (session === undefined) return { kind: "anonymous" };
  const foreign = refuseForeign(app.settings, request, "foreign");
  if (foreign) return foreign;
  return (await people.verify(session)) ?? unauthenticated("Your sign-in has ended. Sign in again.");
}

async function agentOf(app: Pick<App, "apiKeys" | "crypto">, key: string): Promise<Caller | ProblemReply> {
  const record = await findApiKey(app, key);
  if (!record) return unauthenticated("The API key is unknown or revoked.");
  const { agent, prefix } = record;
  const id = agent === null ? `key:${prefix}` : `agent:${agent}`;
  return { kind: "agent", agent, requester: { id, via: "api_key", credential: prefix } };
}

export function unauthenticated(detail: string): ProblemReply {
  return problemReply("unauthenticated", detail, {}, { "www-authenticate": 'Bearer realm="sayso"' });
}
