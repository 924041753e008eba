import {
  listWebhooksQuery,
  rotateSecretRequest,
  testSent,
  webhookChange,
  webhookList,
  webhookRequest,
  webhookResponse,
  webhookSecretShown,
} from "../../schemas/webhook.ts";
import { presentWebhook } from "../../use-cases/present-webhook.ts";
import {
  changeWebhook,
  createWebhook,
  type MadeSecret,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from "../../use-cases/webhook-endpoints.ts";
import { invalidField, type ProblemReply, problemReply } from "../problem-reply.ts";
import { keyReused } from "../replay.ts";
import { type App, type JsonReply, route } from "../route.ts";
import { defaultLimit } from "./approvals.ts";

export const noWebhook = () => problemReply("not_found", "There is no webhook under this id.");

function refuseUrl(app: App, url: string | undefined): ProblemReply | undefined {
  const refusal = url === undefined ? undefined : app.outgoing.refusal(url);
  return refusal === undefined ? undefined : invalidField("url", refusal);
}

/** The one answer that holds the secret. */
function shown(app: App, status: number, made: MadeSecret): JsonReply | ProblemReply {
  if (made.ok) return { status, body: { ...presentWebhook(made.endpoint, app.clock.now()), secret: made.secret } };
  if (made.code === "webhook_not_found") return noWebhook();
  if (made.code === "idempotency_key_reused") return keyReused();
  return problemReply(
    made.code,
    `This Idempotency-Key has made the secret of ${made.endpointId} already, which is shown only once: rotate it.`,
  );
}

export const createWebhookRoute = route({
  method: "POST",
  path: "/v1/webhooks",
  operationId: "createWebhook",
  summary:
    "Have events sent to a URL. The secret that signs them is shown in this answer and never again, also not to the same Idempotency-Key.",
  callers: ["person"],
  roles: ["admin"],
  body: webhookRequest,
  replies: { 201: webhookSecretShown },
  handle: async ({ body, caller, idempotency }, app) => {
    const refused = refuseUrl(app, body.url);
    if (refused) return refused;
    const { url, eventTypes = null, description = "", signatures = ["v1"], enabled = true } = body;
    const about = { url, eventTypes, description, signatures, enabled };
    return shown(app, 201, await createWebhook(app, about, body.secret, caller, idempotency?.key ?? null));
  },
});

export const listWebhooksRoute = route({
  method: "GET",
  path: "/v1/webhooks",
  operationId: "listWebhooks",
  summary: "The webhooks, without their secrets.",
  callers: ["person"],
  roles: ["admin"],
  query: listWebhooksQuery,
  replies: { 200: webhookList },
  handle: async ({ query }, app) => {
    const { cursor = null, limit = defaultLimit } = query;
    const { items, nextCursor } = await app.webhooks.list({ cursor, limit });
    const now = app.clock.now();
    return { status: 200, body: { webhooks: items.map((endpoint) => presentWebhook(endpoint, now)), nextCursor } };
  },
});

export const getWebhookRoute = route({
  method: "GET",
  path: "/v1/webhooks/{webhookId}",
  operationId: "getWebhook",
  summary: "One webhook, without its secrets.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 200: webhookResponse },
  handle: async ({ params }, app) => {
    const endpoint = await app.webhooks.find(params.webhookId);
    return endpoint ? { status: 200, body: presentWebhook(endpoint, app.clock.now()) } : noWebhook();
  },
});

export const changeWebhookRoute = route({
  method: "PATCH",
  path: "/v1/webhooks/{webhookId}",
  operationId: "changeWebhook",
  summary: "Change a webhook, or turn it off or on; what is absent stays.",
  callers: ["person"],
  roles: ["admin"],
  body: webhookChange,
  replies: { 200: webhookResponse },
  handle: async ({ params, body, caller }, app) => {
    const refused = refuseUrl(app, body.url);
    if (refused) return refused;
    const endpoint = await changeWebhook(app, params.webhookId, body, caller);
    return endpoint ? { status: 200, body: presentWebhook(endpoint, app.clock.now()) } : noWebhook();
  },
});

export const removeWebhookRoute = route({
  method: "DELETE",
  path: "/v1/webhooks/{webhookId}",
  operationId: "removeWebhook",
  summary: "Remove a webhook and forget its secrets. What is still on its way to it is given up.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 204: null },
  handle: async ({ params, caller }, app) => {
    if ((await removeWebhook(app, params.webhookId, caller)) === "not_found") return noWebhook();
    return { status: 204, text: "", headers: {} };
  },
});

export const rotateSecretRoute = route({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/rotate-secret",
  operationId: "rotateWebhookSecret",
  summary: "Give a webhook a new secret, shown in this answer only. For 24 hours the old one signs too.",
  callers: ["person"],
  roles: ["admin"],
  body: rotateSecretRequest,
  replies: { 200: webhookSecretShown },
  handle: async ({ params, body, caller, idempotency }, app) =>
    shown(app, 200, await rotateSecret(app, params.webhookId, body.secret, caller, idempotency?.key ?? null)),
});

export const testWebhookRoute = route({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/test",
  operationId: "testWebhook",
  summary: "Send the event `webhook.test` to a webhook, whatever types it wants and also while it is turned off.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 202: testSent },
  handle: async ({ params, idempotency }, app) => {
    const sent = await testWebhook(app, params.webhookId, idempotency?.key ?? null);
    return sent ? { status: 202, body: sent } : noWebhook();
  },
});
