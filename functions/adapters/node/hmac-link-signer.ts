import { createHmac } from "node:crypto";
import type { LinkSigner } from "../../ports/environment.ts";

/** Signs with a key held in memory; `previousKey` still verifies while links made with it are about. */
export function hmacLinkSigner(key: string, previousKey?: string): LinkSigner {
  const mac = (secret: string, message: string) => createHmac("sha256", secret).update(message).digest("base64url");
  const keys = previousKey === undefined ? [key] : [key, previousKey];
  return {
    sign: async (message) => mac(key, message),
    accepted: async (message) => keys.map((secret) => mac(secret, message)),
  };
}
