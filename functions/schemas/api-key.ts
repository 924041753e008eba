import * as z from "zod/mini";
import { agentName, instant } from "./identifiers.ts";

/** Body of `POST /v1/api-keys`. */
export const apiKeyRequest = z.strictObject({
  agent: z.optional(agentName),
  description: z.optional(z.string().check(z.maxLength(200))),
});

export const apiKeyResponse = z.object({
  prefix: z.string(),
  agent: z.nullable(z.string()),
  description: z.string(),
  createdAt: instant,
  revokedAt: z.nullable(instant),
});

/** The only answer that ever holds the key itself. */
export const apiKeyCreated = z.object({ ...apiKeyResponse.shape, key: z.string() });
export const apiKeyList = z.object({ apiKeys: z.array(apiKeyResponse) });
