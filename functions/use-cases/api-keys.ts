import type { ApiKey } from "../ports/api-key-store.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";

type Needs = Pick<Deps, "apiKeys" | "audit" | "clock" | "crypto">;
type Person = { readonly id: string; readonly name: string };

const form = /^sayso_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;

/** The public part by which a key is found, or undefined for what cannot be a key of ours. */
export function keyPrefix(key: string): string | undefined {
  return form.exec(key)?.[1];
}

type About = Pick<ApiKey, "agent" | "description">;

/** Stores a key's hash, unless its prefix is taken. */
export async function addApiKey(
  { apiKeys, clock, crypto }: Pick<Needs, "apiKeys" | "clock" | "crypto">,
  key: string,
  { agent, description }: About,
): Promise<{ readonly outcome: "added" | "duplicate"; readonly record: ApiKey }> {
  const prefix = keyPrefix(key);
  if (!prefix) throw new Error("an API key looks like sayso_<8 characters>_<43 characters>");
  const record = { prefix, keyHash: crypto.sha256(key), agent, description, createdAt: clock.now(), revokedAt: null };
  return { outcome: await apiKeys.add(record), record };
}

export type Created =
  | { readonly ok: true; readonly key: string; readonly record: ApiKey }
  | { readonly ok: false; readonly code: "idempotency_key_reused" }
  | { readonly ok: false; readonly code: "api_key_already_created"; readonly prefix: string };

/**
 * Makes a key for an agent and records who did. The key itself is the caller's to show, once.
 *
 * @param idempotencyKey the same again makes no second key: its digest gives the key's prefix
 */
export async function createApiKey(
  deps: Needs,
  about: About,
  by: Person,
  idempotencyKey: string | null = null,
): Promise<Created> {
  const key = deps.crypto.newApiKey(idempotencyKey === null ? undefined : prefixOf(deps.crypto.sha256(idempotencyKey)));
  const { outcome, record } = await addApiKey(deps, key, about);
  const { prefix, agent } = record;
  if (outcome === "duplicate") {
    const known = await deps.apiKeys.find(prefix);
    const same = known?.agent === about.agent && known.description === about.description;
    return same
      ? { ok: false, code: "api_key_already_created", prefix }
      : { ok: false, code: "idempotency_key_reused" };
  }
  await observe(deps, { type: "api_key.created", detail: { prefix, agent } }, by);
  return { ok: true, key, record };
}

/** The first eight letters and figures of a digest. */
function prefixOf(hex: string): string {
  return BigInt(`0x${hex}`).toString(36).padStart(8, "0").slice(0, 8);
}

/** Ends a key at once and for ever. */
export async function revokeApiKey(deps: Needs, prefix: string, by: Person): Promise<"revoked" | "not_found"> {
  const outcome = await deps.apiKeys.revoke(prefix, deps.clock.now());
  if (outcome === "revoked") await observe(deps, { type: "api_key.revoked", detail: { prefix } }, by);
  return outcome;
}

/** The living key that somebody presents, or undefined. */
export async function findApiKey(
  { apiKeys, crypto }: Pick<Needs, "apiKeys" | "crypto">,
  key: string,
): Promise<ApiKey | undefined> {
  const prefix = keyPrefix(key);
  const record = prefix === undefined ? undefined : await apiKeys.find(prefix);
  return record && record.revokedAt === null && crypto.equal(record.keyHash, crypto.sha256(key)) ? record : undefined;
}
