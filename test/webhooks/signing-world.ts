import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { httpsWebhookPost } from "../../functions/adapters/https/webhook-post.ts";
import { ed25519Signer } from "../../functions/adapters/node/ed25519-signer.ts";
import { rotated, type WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import { webhook } from "../api/given-webhook.ts";

/** What a receiver has of a message, and the secret by which it may judge it. */
export interface Message {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Svix's published private key: its seed, and behind it the public key. */
const svixKey = "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

/** Has messages signed and posted by the code that does so for users, to a receiver on this machine. */
export async function startSigningWorld() {
  const clock = { seconds: 0 };
  let arrived: Omit<Message, "secret"> = { headers: {}, body: Buffer.alloc(0) };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    arrived = { headers: Object.fromEntries(names.map((name) => [name, String(request.headers[name])])), body };
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const post = httpsWebhookPost({
    guard: outgoingGuard(["127.0.0.1"]),
    signer: ed25519Signer(async () => [Buffer.from(svixKey, "base64").subarray(0, 32)]),
    clock: { now: () => clock.seconds * 1000 },
  });

  /** One at a time, each at its own instant. */
  let last: Promise<unknown> = Promise.resolve();
  function sent(id: string, seconds: number, body: string, changes: Partial<WebhookEndpoint>) {
    const next = last.then(async () => {
      clock.seconds = seconds;
      const { outcome } = await post.post({ ...webhook, url, ...changes }, id, body);
      if (outcome !== "delivered") throw new Error(outcome);
      return arrived;
    });
    last = next;
    return next;
  }

  const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, bytes).toString("base64")}`;
  const secretsOf = (secret: string) => [{ secret, until: null, madeBy: null }];
  return {
    /** A message by a secret of so many bytes. */
    signed: async (id: string, seconds: number, body: string, secretBytes = 32): Promise<Message> => {
      const secret = secretOf(secretBytes);
      return { secret, ...(await sent(id, seconds, body, { secrets: secretsOf(secret) })) };
    },
    /** One message after a rotation, for whoever has the old secret and for whoever has the new one. */
    rotated: async (id: string, seconds: number, body: string): Promise<readonly Message[]> => {
      const before = { ...webhook, secrets: secretsOf(secretOf(24)) };
      const { secrets } = rotated(before, secretOf(64), null, (seconds - 3_600) * 1000);
      const message = await sent(id, seconds, body, { secrets });
      return [secretOf(24), secretOf(64)].map((secret) => ({ secret, ...message }));
    },
    signatures: async (id: string, seconds: number, body: string, secret: string) => {
      const { headers } = await sent(id, seconds, body, { secrets: secretsOf(secret), signatures: ["v1", "v1a"] });
      return headers["webhook-signature"];
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
