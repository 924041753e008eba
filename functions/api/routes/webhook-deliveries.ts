import {
  deliveryList,
  deliveryResponse,
  listDeliveriesQuery,
  redelivered,
  redeliverRequest,
} from "../../schemas/webhook.ts";
import { presentDelivery } from "../../use-cases/present-webhook.ts";
import { redeliver, redeliverAll } from "../../use-cases/redeliver.ts";
import { problemReply } from "../problem-reply.ts";
import { route } from "../route.ts";
import { defaultLimit } from "./approvals.ts";
import { noWebhook } from "./webhooks.ts";

const toWebhook = (endpointId: string) => ({ kind: "webhook", endpointId }) as const;

export const listDeliveriesRoute = route({
  method: "GET",
  path: "/v1/webhooks/{webhookId}/deliveries",
  operationId: "listWebhookDeliveries",
  summary: "What was sent to a webhook in the last 30 days, newest event first, with every attempt.",
  callers: ["person"],
  roles: ["admin"],
  query: listDeliveriesQuery,
  replies: { 200: deliveryList },
  handle: async ({ params, query }, app) => {
    const { cursor = null, limit = defaultLimit, status } = query;
    const destination = toWebhook(params.webhookId);
    if (!(await app.webhooks.find(params.webhookId))) return noWebhook();
    const found = await app.deliveries.list({ destination, cursor, limit, ...(status && { status }) });
    return { status: 200, body: { deliveries: found.items.map(presentDelivery), nextCursor: found.nextCursor } };
  },
});

export const redeliverRoute = route({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver",
  operationId: "redeliverWebhookDelivery",
  summary: "Send one event again, under the same webhook-id. One that is still on its way goes on as it is.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 202: deliveryResponse },
  handle: async ({ params }, app) => {
    const { webhookId, deliveryId } = params;
    if (!(await app.webhooks.find(webhookId))) return noWebhook();
    const delivery = await redeliver(app, { destination: toWebhook(webhookId), deliveryId });
    if (!delivery) return problemReply("not_found", "There is no delivery under this id.");
    return { status: 202, body: presentDelivery(delivery) };
  },
});

export const redeliverAllRoute = route({
  method: "POST",
  path: "/v1/webhooks/{webhookId}/redeliver",
  operationId: "redeliverWebhook",
  summary:
    "Send the events of a stretch of time again, or all that failed, 100 at a time: with `nextCursor`, ask again with it.",
  callers: ["person"],
  roles: ["admin"],
  body: redeliverRequest,
  replies: { 202: redelivered },
  handle: async ({ params, body }, app) => {
    if (!(await app.webhooks.find(params.webhookId))) return noWebhook();
    const { from, to, status, cursor = null } = body;
    const query = {
      ...(from && { from: Date.parse(from) }),
      ...(to && { to: Date.parse(to) }),
      ...(status && { status }),
      cursor,
    };
    return { status: 202, body: await redeliverAll(app, toWebhook(params.webhookId), query) };
  },
});
