import type { MessageSigner } from "../../ports/environment.ts";

const seconds = (now: number) => Math.floor(now / 1000);

/** A message's signature with the deployment's own key (`v1a`, Ed25519). */
export async function ed25519Signature(signer: MessageSigner, id: string, now: number, body: string): Promise<string> {
  return `v1a,${await signer.sign(`${id}.${seconds(now)}.${body}`)}`;
}

/** Headers of a message by Standard Webhooks 1.0.0. */
export function toHeaders(id: string, now: number, signatures: readonly string[]): Record<string, string> {
  const timestamp = String(seconds(now));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
