import { GenerateMacCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { LinkSigner } from "../../ports/environment.ts";

/** Signs with an HMAC key that never leaves KMS; `previousKeyId` still verifies while links made with it are about. */
export function kmsLinkSigner(client: Pick<KMSClient, "send">, keyId: string, previousKeyId?: string): LinkSigner {
  async function mac(KeyId: string, message: string): Promise<string> {
    // KMS takes 4,096 bytes at most, and an id with its reviewer stays far below.
    const input = { KeyId, Message: Buffer.from(message), MacAlgorithm: "HMAC_SHA_256" } as const;
    const { Mac } = await client.send(new GenerateMacCommand(input));
    if (!Mac) throw new Error("KMS returned no MAC");
    return Buffer.from(Mac).toString("base64url");
  }
  const keys = previousKeyId === undefined ? [keyId] : [keyId, previousKeyId];
  return {
    sign: (message) => mac(keyId, message),
    accepted: (message) => Promise.all(keys.map((key) => mac(key, message))),
  };
}
