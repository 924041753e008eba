import { KMSClient } from "@aws-sdk/client-kms";
import { kmsLinkSigner } from "../adapters/kms/kms-link-signer.ts";
import { ed25519Signer } from "../adapters/node/ed25519-signer.ts";

interface Variables {
  readonly SIGNING_KEY_ID: string;
  readonly PREVIOUS_SIGNING_KEY_ID?: string | undefined;
}

/** What the seed of the deployment's Ed25519 key is derived from, together with a key that never leaves KMS. */
const label = "sayso message signing key 1";

/** Signs what the deployment sends; docs/adr/0008 says why not by KMS itself. */
export function awsMessageSigner({ SIGNING_KEY_ID, PREVIOUS_SIGNING_KEY_ID }: Variables) {
  const kms = new KMSClient({});
  const seedOf = async (keyId: string) => Buffer.from(await kmsLinkSigner(kms, keyId).sign(label), "base64url");
  return ed25519Signer(async () => [
    await seedOf(SIGNING_KEY_ID),
    ...(PREVIOUS_SIGNING_KEY_ID === undefined ? [] : [await seedOf(PREVIOUS_SIGNING_KEY_ID)]),
  ]);
}
