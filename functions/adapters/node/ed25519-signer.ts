import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { MessageSigner } from "../../ports/environment.ts";

/** PKCS #8 of an Ed25519 key up to its 32-byte seed (RFC 8410, 7). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

function toPrivateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
}

function publicKeyOf(key: KeyObject): string {
  return Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url").toString("base64");
}

/**
 * Signs with the first of some Ed25519 keys; the others are those before it, which receivers may still hold.
 *
 * @param seeds fetches the keys' 32-byte seeds, once
 */
export function ed25519Signer(seeds: () => Promise<readonly [Uint8Array, ...Uint8Array[]]>): MessageSigner {
  let fetched: Promise<readonly [KeyObject, ...KeyObject[]]> | undefined;
  function keys() {
    fetched ??= seeds().then(([seed, ...earlier]) => [toPrivateKey(seed), ...earlier.map(toPrivateKey)] as const);
    fetched.catch(() => {
      fetched = undefined;
    });
    return fetched;
  }
  return {
    sign: async (message) => sign(null, Buffer.from(message), (await keys())[0]).toString("base64"),
    publicKeys: async () => (await keys()).map(publicKeyOf),
  };
}
