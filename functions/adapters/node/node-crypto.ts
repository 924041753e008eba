import { createHash, hash, randomBytes, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Crypto } from "../../ports/environment.ts";

/** The port by `node:crypto`: the same locally and on Lambda. */
export const nodeCrypto: Crypto = {
  sha256: (text) => hash("sha256", text, "hex"),
  newEventId: () => randomUUID(),
  newSalt: () => randomBytes(16).toString("base64url"),
  // Hashed first, so that texts of different lengths can be compared and their lengths stay hidden.
  equal: (a, b) => timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest()),
  newApiKey: () => {
    const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    const prefix = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("");
    return `sayso_${prefix}_${randomBytes(32).toString("base64url")}`;
  },
};
