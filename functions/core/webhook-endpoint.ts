/** How messages are signed: HMAC with the endpoint's own secret, or Ed25519 with the deployment's key. */
export const signatureVersions = ["v1", "v1a"] as const;
export type SignatureVersion = (typeof signatureVersions)[number];

/** `answered_410`: the receiver said that it is gone. `failing`: it took nothing for five days. */
export type DisabledBecause = "answered_410" | "failing";

export interface EndpointSecret {
  /** `whsec_` and base64. Never in a log, a list, an event or an error. */
  readonly secret: string;
  /** Until when it signs; null for the current one. */
  readonly until: number | null;
  /** Digest of the request that made it, so that its repetition makes no other; null without one. */
  readonly madeBy: string | null;
}

/** Where events are sent to. */
export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly url: string;
  /** Null for all of them. */
  readonly eventTypes: readonly string[] | null;
  readonly description: string;
  readonly signatures: readonly SignatureVersion[];
  readonly enabled: boolean;
  /** Set when not an administrator but the service turned it off. */
  readonly disabledBecause: DisabledBecause | null;
  /** The current one first. */
  readonly secrets: readonly EndpointSecret[];
  /** Since when nothing has arrived, and when that was last seen; null when the last attempt arrived. */
  readonly failing: { readonly since: number; readonly seen: number } | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/** How long the secret before a rotation still signs. */
const overlapMs = day;

export function rotated(
  endpoint: WebhookEndpoint,
  secret: string,
  madeBy: string | null,
  now: number,
): WebhookEndpoint {
  const earlier = livingSecrets(endpoint, now).map((known) => ({ ...known, until: known.until ?? now + overlapMs }));
  return changed(endpoint, { secrets: [{ secret, until: null, madeBy }, ...earlier.slice(0, maxEarlierSecrets)] }, now);
}

const maxEarlierSecrets = 3;

/** Every secret that signs now, the current one first. */
export function livingSecrets({ secrets }: WebhookEndpoint, now: number) {
  return secrets.filter(({ until }) => until === null || until > now);
}

export type EndpointChange = Partial<
  Pick<WebhookEndpoint, "url" | "eventTypes" | "description" | "signatures" | "enabled" | "secrets">
>;

/** An endpoint that is turned on starts afresh; one that is turned off by hand was not turned off by the service. */
export function changed(endpoint: WebhookEndpoint, change: EndpointChange, now: number): WebhookEndpoint {
  const switched = change.enabled === undefined ? {} : { disabledBecause: null };
  const fresh = change.enabled && !endpoint.enabled ? { failing: null } : {};
  return { ...endpoint, ...change, ...switched, ...fresh, updatedAt: now, version: endpoint.version + 1 };
}

export function disabled(endpoint: WebhookEndpoint, disabledBecause: DisabledBecause, now: number): WebhookEndpoint {
  return { ...endpoint, enabled: false, disabledBecause, updatedAt: now, version: endpoint.version + 1 };
}

const disableAfterMs = 5 * day;
/** Failures further apart than this say nothing of the time between them. */
const longestSilenceMs = 2 * day;
/** Failures come by the thousand: not each of them is worth a write. */
const noteEveryMs = hour;

/** What an attempt says of the endpoint's health: the endpoint as it must be kept, or undefined when nothing changes. */
export function attempted(endpoint: WebhookEndpoint, arrived: boolean, now: number): WebhookEndpoint | undefined {
  const { failing, version } = endpoint;
  if (arrived) return failing === null ? undefined : { ...endpoint, failing: null, version: version + 1 };
  if (failing === null || now - failing.seen > longestSilenceMs)
    return { ...endpoint, failing: { since: now, seen: now }, version: version + 1 };
  if (now - failing.since >= disableAfterMs) return disabled(endpoint, "failing", now);
  if (now - failing.seen < noteEveryMs) return undefined;
  return { ...endpoint, failing: { since: failing.since, seen: now }, version: version + 1 };
}
