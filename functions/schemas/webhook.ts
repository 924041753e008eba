import * as z from "zod/mini";
import { publishedTypes } from "../core/event.ts";
import { deliveryStatuses } from "../core/event-delivery.ts";
import { signatureVersions } from "../core/webhook-endpoint.ts";
import { instant } from "./identifiers.ts";
import { page } from "./queries.ts";

const types = publishedTypes.join(", ");
const eventTypes = z.array(z.enum(publishedTypes, { error: `must be one of ${types}` })).check(z.minLength(1));
const signatures = z
  .array(z.enum(signatureVersions, { error: `must be one of ${signatureVersions.join(", ")}` }))
  .check(z.minLength(1), z.maxLength(2));

/** 24 to 64 bytes (Standard Webhooks 1.0.0), in base64 as every decoder reads it. */
const secret = z.string().check(
  z.refine((text) => isSecret(text), {
    error: "must be whsec_ and the base64 of 24 to 64 bytes; leave it out to have one made",
  }),
);

function isSecret(text: string): boolean {
  const [, base64 = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 && bytes.length >= 24 && bytes.length <= 64;
}

const fields = {
  /** Where to: `https` and public, or of a host that the deployment allows. */
  url: z.string().check(z.minLength(1), z.maxLength(2048)),
  /** Null: all of them, and those that later versions add. */
  eventTypes: z.optional(z.nullable(eventTypes)),
  description: z.optional(z.string().check(z.maxLength(200))),
  signatures: z.optional(signatures),
  enabled: z.optional(z.boolean()),
};

/** Body of `POST /v1/webhooks`. */
export const webhookRequest = z.strictObject({ ...fields, secret: z.optional(secret) });

/** Body of `PATCH /v1/webhooks/{webhookId}`: what is absent stays. */
export const webhookChange = z.strictObject({ ...fields, url: z.optional(fields.url) });

/** Body of `POST /v1/webhooks/{webhookId}/rotate-secret`. */
export const rotateSecretRequest = z.strictObject({ secret: z.optional(secret) });

/** Body of `POST /v1/webhooks/{webhookId}/redeliver`: a stretch of time, what is missing, or both. */
export const redeliverRequest = z
  .strictObject({
    from: z.optional(instant),
    to: z.optional(instant),
    status: z.optional(z.literal("failed", { error: "must be failed, or absent for everything" })),
    cursor: z.optional(z.string().check(z.maxLength(1000))),
  })
  .check(
    z.refine(({ from, status }) => from !== undefined || status !== undefined, {
      path: ["from"],
      error: "must say from when, unless status says that only what failed is wanted",
    }),
  );

export const listWebhooksQuery = z.strictObject(page());
export const listDeliveriesQuery = z.strictObject({
  status: z.optional(z.enum(deliveryStatuses, { error: `must be one of ${deliveryStatuses.join(", ")}` })),
  ...page(),
});

const webhookFields = {
  webhookId: z.string(),
  url: z.string(),
  eventTypes: z.nullable(z.array(z.string())),
  description: z.string(),
  signatures: z.array(z.enum(signatureVersions)),
  enabled: z.boolean(),
  /** Set when not an administrator but the service turned it off. */
  disabledBecause: z.nullable(z.enum(["answered_410", "failing"])),
  /** Since when nothing has arrived; null when the last attempt arrived. */
  failingSince: z.nullable(instant),
  /** Until when the secret before the last rotation signs too. */
  previousSecretUntil: z.nullable(instant),
  createdAt: instant,
  updatedAt: instant,
};

export const webhookResponse = z.object(webhookFields);
/** The only answers that ever hold the secret. */
export const webhookSecretShown = z.object({ ...webhookFields, secret: z.string() });
export const webhookList = z.object({ webhooks: z.array(webhookResponse), nextCursor: z.nullable(z.string()) });

export const deliveryResponse = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  type: z.string(),
  approvalRequestId: z.nullable(z.string()),
  sequence: z.int(),
  status: z.enum(deliveryStatuses),
  createdAt: instant,
  /** When it is tried next, at the earliest; null once it is over. */
  nextAttemptAt: z.nullable(instant),
  /** The newest 20, oldest first. */
  attempts: z.array(
    z.object({
      at: instant,
      latencyMs: z.int(),
      outcome: z.enum(["delivered", "retry", "gone"]),
      responseStatus: z.nullable(z.int()),
      reason: z.nullable(z.string()),
    }),
  ),
});
export const deliveryList = z.object({ deliveries: z.array(deliveryResponse), nextCursor: z.nullable(z.string()) });

/** `queued` may be fewer than there are: with `nextCursor`, ask again. */
export const redelivered = z.object({ queued: z.int(), nextCursor: z.nullable(z.string()) });
export const testSent = z.object({ eventId: z.string() });
