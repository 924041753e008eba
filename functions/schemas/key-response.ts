import * as z from "zod/mini";

/** `publicKey` is Standard Webhooks' form of a verifying key: `whpk_` and the base64 of its 32 bytes. */
const key = z.object({ keyId: z.string(), algorithm: z.literal("ed25519"), publicKey: z.string() });

export const keyList = z.object({ keys: z.array(key) });
