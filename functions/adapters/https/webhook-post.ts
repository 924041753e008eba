import { Webhook } from "standardwebhooks";
import type { Sent } from "../../core/event-delivery.ts";
import { livingSecrets, type WebhookEndpoint } from "../../core/webhook-endpoint.ts";
import type { OutgoingGuard } from "../../ports/effects.ts";
import type { Clock, MessageSigner } from "../../ports/environment.ts";
import type { WebhookPost } from "../../ports/webhook-post.ts";
import { ForbiddenAddress } from "./outgoing-guard.ts";
import { type Posted, postJson } from "./post-json.ts";
import { retryAfterMs } from "./retry-after.ts";
import { ed25519Signature, toHeaders } from "./signed-headers.ts";

interface WebhookPostOptions {
  readonly guard: OutgoingGuard;
  readonly signer: MessageSigner;
  readonly clock: Clock;
}

/** Posts messages by Standard Webhooks 1.0.0: 2xx alone means that they arrived, and nothing of the answer is kept. */
export function httpsWebhookPost({ guard, signer, clock }: WebhookPostOptions): WebhookPost {
  return {
    post: async (endpoint, messageId, body) => {
      const refusal = guard.refusal(endpoint.url);
      if (refusal !== undefined) return { outcome: "retry", reason: `the endpoint's URL ${refusal}` };
      const now = clock.now();
      const headers = toHeaders(messageId, now, await signatures(signer, endpoint, messageId, now, body));
      try {
        return outcomeOf(await postJson(guard, endpoint.url, headers, body, { maxBodyBytes: 0 }), clock.now());
      } catch (error) {
        if (error instanceof ForbiddenAddress) return { outcome: "retry", reason: error.message };
        throw error;
      }
    },
  };
}

/** One signature for each secret that is in force, and the deployment's own where the endpoint asks for it. */
async function signatures(
  signer: MessageSigner,
  endpoint: WebhookEndpoint,
  messageId: string,
  now: number,
  body: string,
): Promise<readonly string[]> {
  const secrets = endpoint.signatures.includes("v1") ? livingSecrets(endpoint, now) : [];
  const signed = secrets.map(({ secret }) => new Webhook(secret).sign(messageId, new Date(now), body));
  return endpoint.signatures.includes("v1a")
    ? [...signed, await ed25519Signature(signer, messageId, now, body)]
    : signed;
}

function outcomeOf({ status, retryAfter }: Posted, now: number): Sent {
  const responseStatus = status;
  if (status >= 200 && status <= 299) return { outcome: "delivered", responseStatus };
  if (status === 410) return { outcome: "gone", reason: "it answered 410", responseStatus };
  const asked = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : undefined;
  const reason = `it answered ${status}`;
  return { outcome: "retry", reason, responseStatus, ...(asked !== undefined && { retryAfterMs: asked }) };
}
