import { GenerateMacCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { LinkSigner } from "../../ports/environment.ts";

/** Codes that a process remembers. */
const maxKnown = 2_000;

/** Signs with an HMAC key that never leaves KMS; `previousKeyId` still verifies while links made with it are about. */
export function kmsLinkSigner(client: Pick<KMSClient, "send">, keyId: string, previousKeyId?: string): LinkSigner {
  async function mac(KeyId: string, message: string): Promise<string> {
    // KMS takes 4,096 bytes at most, and an id with its reviewer stays far below.
    const input = { KeyId, Message: Buffer.from(message), MacAlgorithm: "HMAC_SHA_256" } as const;
    const { Mac } = await client.send(new GenerateMacCommand(input));
    if (!Mac) throw new Error("KMS returned no MAC");
    return Buffer.from(Mac).toString("base64url");
  }
  const known = new Map<string, Promise<string>>();

  /** A link is verified against the codes of all its approval's reviewers: wrong ones must not cost a call each time. */
  function remembered(keyId: string, message: string): Promise<string> {
    const name = `${keyId} ${message}`;
    const code = known.get(name) ?? mac(keyId, message);
    known.delete(name);
    known.set(name, code);
    if (known.size > maxKnown) known.delete(known.keys().next().value ?? "");
    code.catch(() => known.delete(name));
    return code;
  }

  const keys = previousKeyId === undefined ? [keyId] : [keyId, previousKeyId];
  return {
    sign: (message) => mac(keyId, message),
    accepted: (message) => Promise.all(keys.map((key) => remembered(key, message))),
  };
}
