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

/** Stores a key's hash. */
export async function addApiKey(
  { apiKeys, clock, crypto }: Pick<Needs, "apiKeys" | "clock" | "crypto">,
  key: string,
  { agent, description }: Pick<ApiKey, "agent" | "description">,
): Promise<ApiKey> {
  const prefix = keyPrefix(key);
  if (!prefix) throw new Error("an API key looks like sayso_<8 characters>_<43 characters>");
  const record = { prefix, keyHash: crypto.sha256(key), agent, description, createdAt: clock.now(), revokedAt: null };
  await apiKeys.add(record);
  return record;
}

/** Makes a key for an agent and records who did. The key itself is the caller's to show, once. */
export async function createApiKey(deps: Needs, about: Pick<ApiKey, "agent" | "description">, by: Person) {
  const key = deps.crypto.newApiKey();
  const record = await addApiKey(deps, key, about);
  await observe(deps, { type: "api_key.created", detail: { prefix: record.prefix, agent: record.agent } }, by);
  return { key, record };
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
