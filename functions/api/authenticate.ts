import type { People } from "../ports/people.ts";
import { findApiKey, keyPrefix } from "../use-cases/api-keys.ts";
import type { Caller } from "./caller.ts";
import type { ApiRequest } from "./message.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";
import type { App } from "./route.ts";

/** Who is asking. A credential that is presented must be good: a bad one is never taken for none at all. */
export async function authenticate(
  app: Pick<App, "apiKeys" | "crypto">,
  people: People,
  { headers, iam }: ApiRequest,
): Promise<Caller | ProblemReply> {
  if (iam) return iam;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const key = headers["x-api-key"] ?? (bearer && keyPrefix(bearer) ? bearer : undefined);
  if (key !== undefined) return agentOf(app, key);
  if (bearer !== undefined) return (await people.verify(bearer)) ?? { kind: "link", token: bearer };
  if (headers.authorization !== undefined) return unauthenticated("Authorization must be `Bearer <token>`.");
  return { kind: "anonymous" };
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
