import { toUtc } from "../../core/instant.ts";
import type { ApiKey } from "../../ports/api-key-store.ts";
import { apiKeyCreated, apiKeyList, apiKeyRequest } from "../../schemas/api-key.ts";
import { createApiKey, revokeApiKey } from "../../use-cases/api-keys.ts";
import { problemReply } from "../problem-reply.ts";
import { keyReused } from "../replay.ts";
import { route } from "../route.ts";

function present({ prefix, agent, description, createdAt, revokedAt }: ApiKey) {
  return {
    prefix,
    agent,
    description,
    createdAt: toUtc(createdAt),
    revokedAt: revokedAt === null ? null : toUtc(revokedAt),
  };
}

export const createApiKeyRoute = route({
  method: "POST",
  path: "/v1/api-keys",
  operationId: "createApiKey",
  summary:
    "Make an API key for an agent. The key is shown in this answer and never again, also not to the same Idempotency-Key.",
  callers: ["person"],
  roles: ["admin"],
  body: apiKeyRequest,
  replies: { 201: apiKeyCreated },
  handle: async ({ body, caller, idempotency }, app) => {
    const about = { agent: body.agent ?? null, description: body.description ?? "" };
    const created = await createApiKey(app, about, caller, idempotency?.key ?? null);
    if (created.ok) return { status: 201, body: { ...present(created.record), key: created.key } };
    if (created.code === "idempotency_key_reused") return keyReused();
    return problemReply(
      created.code,
      `This Idempotency-Key has made the key ${created.prefix} already, which is shown only once: revoke it and make another.`,
    );
  },
});

export const listApiKeysRoute = route({
  method: "GET",
  path: "/v1/api-keys",
  operationId: "listApiKeys",
  summary: "The API keys by their prefixes, newest first.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 200: apiKeyList },
  handle: async (_, app) => ({ status: 200, body: { apiKeys: (await app.apiKeys.list()).map(present) } }),
});

export const revokeApiKeyRoute = route({
  method: "DELETE",
  path: "/v1/api-keys/{prefix}",
  operationId: "revokeApiKey",
  summary: "End an API key at once and for ever.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 204: null },
  handle: async ({ params, caller }, app) => {
    const outcome = await revokeApiKey(app, params.prefix, caller);
    if (outcome === "not_found") return problemReply("not_found", "There is no API key with this prefix.");
    return { status: 204, text: "", headers: {} };
  },
});
