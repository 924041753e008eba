import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { newDelivery } from "../../functions/core/event-delivery.ts";
import type { WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import { t0 } from "../use-cases/given-deps.ts";

export const webhook: WebhookEndpoint = {
  endpointId: "wh_claims",
  url: "https://example.com/hooks?token=t0ken",
  eventTypes: null,
  description: "Claims",
  signatures: ["v1"],
  enabled: true,
  disabledBecause: null,
  secrets: [{ secret: "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", until: null, madeBy: null }],
  failing: null,
  createdAt: t0,
  updatedAt: t0,
  version: 1,
};

export const event = {
  ...{ eventId: "event-of-claim-42", type: "approval.created", timestamp: "2026-01-01T10:00:00.000Z", sequence: 1 },
  data: { approvalRequestId: "claim-42" },
};

/** On its way to it. */
export const delivery = newDelivery(nodeCrypto.sha256, { kind: "webhook", endpointId: webhook.endpointId }, event, {
  approvalRequestId: "claim-42",
  createdAt: t0,
  dueAt: t0,
});
