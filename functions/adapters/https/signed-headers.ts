import type { MessageSigner } from "../../ports/environment.ts";

/** Headers of a message by Standard Webhooks 1.0.0, signed with the deployment's own key (`v1a`, Ed25519). */
export async function signedHeaders(
  signer: MessageSigner,
  id: string,
  now: number,
  body: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = await signer.sign(`${id}.${timestamp}.${body}`);
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1a,${signature}` };
}
