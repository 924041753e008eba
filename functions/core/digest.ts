import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. Handed in by the edge, so that the core stays pure. */
export type Sha256 = (text: string) => string;

/** Digest of a JSON value: `sha256:` and the hexadecimal SHA-256 of its RFC 8785 text. */
export function digest(sha256: Sha256, value: unknown): string {
  return `sha256:${sha256(canonicalJson(value))}`;
}

/** A clear value and the salt that hides it: kept apart from the audit trail, so that deleting it erases the person. */
export interface Disclosure {
  readonly salt: string;
  readonly value: string;
}

/** What stands in the audit entry for a personal value: the digest of `[salt, value]`. */
export function commitment(sha256: Sha256, { salt, value }: Disclosure): string {
  return digest(sha256, [salt, value]);
}
