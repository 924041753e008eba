import { createHmac, hash, randomBytes, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Crypto } from "../../ports/environment.ts";

function newPrefix(): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** The port by `node:crypto`: the same locally and on Lambda. */
export const nodeCrypto: Crypto = {
  sha256: (text) => hash("sha256", text, "hex"),
  hmacSha256: (secret, text) => createHmac("sha256", secret).update(text, "utf8").digest("hex"),
  newEventId: () => randomUUID(),
  newSalt: () => randomBytes(16).toString("base64url"),
  // Hashed first, so that texts of different lengths can be compared and their lengths stay hidden.
  equal: (a, b) => timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer")),
  newApiKey: (prefix = newPrefix()) => `sayso_${prefix}_${randomBytes(32).toString("base64url")}`,
  newWebhookSecret: () => `whsec_${randomBytes(32).toString("base64")}`,
};
