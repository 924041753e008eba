import { canonicalJson } from "../core/canonical-json.ts";
import { digest } from "../core/digest.ts";
import { toUtc } from "../core/instant.ts";
import { changed, type EndpointChange, rotated, type WebhookEndpoint } from "../core/webhook-endpoint.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";
import { startDeliveries } from "./start-deliveries.ts";
import { testEvent } from "./test-event.ts";

type Needs = Pick<Deps, "webhooks" | "audit" | "clock" | "crypto">;
type Person = { readonly id: string; readonly name: string };

export type NewEndpoint = Pick<WebhookEndpoint, "url" | "eventTypes" | "description" | "signatures" | "enabled">;

/** `secret_already_shown`: the same request made it before, and what it made is shown only once. */
export type MadeSecret =
  | { readonly ok: true; readonly endpoint: WebhookEndpoint; readonly secret: string }
  | { readonly ok: false; readonly code: "secret_already_shown"; readonly endpointId: string }
  | { readonly ok: false; readonly code: "idempotency_key_reused" }
  | { readonly ok: false; readonly code: "webhook_not_found" };

/**
 * Makes an endpoint. Its secret is the caller's to show, once.
 *
 * @param idempotencyKey the same again makes no second endpoint: its digest gives the endpoint's id
 */
export async function createWebhook(
  deps: Needs,
  about: NewEndpoint,
  given: string | undefined,
  by: Person,
  idempotencyKey: string | null,
): Promise<MadeSecret> {
  const { webhooks, clock, crypto } = deps;
  const secret = given ?? crypto.newWebhookSecret();
  const now = clock.now();
  const endpoint: WebhookEndpoint = {
    endpointId: `wh_${crypto.sha256(idempotencyKey ?? crypto.newEventId()).slice(0, 20)}`,
    ...about,
    disabledBecause: null,
    secrets: [{ secret, until: null, madeBy: idempotencyKey }],
    failing: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  const { endpointId } = endpoint;
  if ((await webhooks.add(endpoint)) === "duplicate") {
    const known = await webhooks.find(endpointId);
    const same =
      known !== undefined && canonicalJson(describe(deps, known)) === canonicalJson(describe(deps, endpoint));
    return same
      ? { ok: false, code: "secret_already_shown", endpointId }
      : { ok: false, code: "idempotency_key_reused" };
  }
  await observe(deps, { type: "webhook.created", detail: describe(deps, endpoint) }, by);
  return { ok: true, endpoint, secret };
}

/** Changes an endpoint; undefined when there is none. */
export async function changeWebhook(
  deps: Needs,
  endpointId: string,
  change: EndpointChange,
  by: Person,
): Promise<WebhookEndpoint | undefined> {
  const after = await commit(deps, endpointId, (endpoint) => changed(endpoint, change, deps.clock.now()));
  if (after) await observe(deps, { type: "webhook.changed", detail: describe(deps, after) }, by);
  return after;
}

export async function removeWebhook(deps: Needs, endpointId: string, by: Person): Promise<"removed" | "not_found"> {
  const outcome = await deps.webhooks.remove(endpointId, deps.clock.now());
  if (outcome === "removed") await observe(deps, { type: "webhook.removed", detail: { endpointId } }, by);
  return outcome;
}

/** Gives an endpoint a new secret; the one before it signs too for another 24 hours. */
export async function rotateSecret(
  deps: Needs,
  endpointId: string,
  given: string | undefined,
  by: Person,
  idempotencyKey: string | null,
): Promise<MadeSecret> {
  const secret = given ?? deps.crypto.newWebhookSecret();
  const madeBefore = ({ secrets }: WebhookEndpoint) =>
    idempotencyKey !== null && secrets.some(({ madeBy }) => madeBy === idempotencyKey);
  const after = await commit(deps, endpointId, (endpoint) =>
    madeBefore(endpoint) ? endpoint : rotated(endpoint, secret, idempotencyKey, deps.clock.now()),
  );
  if (!after) return { ok: false, code: "webhook_not_found" };
  if (after.secrets[0]?.secret !== secret) return { ok: false, code: "secret_already_shown", endpointId };
  await observe(deps, { type: "webhook.secret_rotated", detail: { endpointId } }, by);
  return { ok: true, endpoint: after, secret };
}

/** Has a test event brought to an endpoint; undefined when there is none. */
export async function testWebhook(
  deps: Parameters<typeof startDeliveries>[0] & Pick<Deps, "webhooks">,
  endpointId: string,
  idempotencyKey: string | null,
): Promise<{ readonly eventId: string } | undefined> {
  if (!(await deps.webhooks.find(endpointId))) return undefined;
  const eventId = idempotencyKey ?? deps.crypto.newEventId();
  const event = testEvent(eventId, toUtc(deps.clock.now()), deps.settings);
  await startDeliveries(deps, event, [{ kind: "webhook", endpointId }]);
  return { eventId };
}

/** Loads, changes, writes; whoever loses a race loads and changes again. */
async function commit(
  { webhooks }: Needs,
  endpointId: string,
  change: (endpoint: WebhookEndpoint) => WebhookEndpoint,
): Promise<WebhookEndpoint | undefined> {
  for (;;) {
    const before = await webhooks.find(endpointId);
    if (!before) return undefined;
    const after = change(before);
    if (after === before || (await webhooks.commit(before, after)) === "committed") return after;
  }
}

/** For the audit trail, which keeps for ever: an address may hold a token. */
function describe({ crypto }: Pick<Deps, "crypto">, endpoint: WebhookEndpoint) {
  const { endpointId, url, eventTypes, signatures, enabled } = endpoint;
  return {
    endpointId,
    urlDigest: digest(crypto.sha256, url),
    eventTypes: eventTypes === null ? null : eventTypes.join(" "),
    signatures: signatures.join(" "),
    enabled,
  };
}
