import { keyList } from "../../schemas/key-response.ts";
import { anyQuery } from "../../schemas/queries.ts";
import { route } from "../route.ts";

export const listKeysRoute = route({
  method: "GET",
  path: "/v1/keys",
  operationId: "listKeys",
  summary: "The public keys that verify what this deployment sends: the current one first, then the one before it.",
  callers: ["anonymous"],
  query: anyQuery,
  replies: { 200: keyList },
  handle: async (_, app) => {
    const keys = await app.signer.publicKeys();
    const present = (publicKey: string) => ({
      keyId: app.crypto.sha256(publicKey).slice(0, 16),
      algorithm: "ed25519" as const,
      publicKey: `whpk_${publicKey}`,
    });
    return { status: 200, body: { keys: keys.map(present) } };
  },
});
