import type { Sealing } from "../core/seal.ts";

/** Server time in epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** Digests, fresh identifiers, salts and secrets. */
export interface Crypto extends Sealing {
  /** HMAC-SHA-256 of a text's UTF-8 bytes under a secret's, lower-case hex. */
  hmacSha256(secret: string, text: string): string;
  /** Compares in a time that does not depend on where two texts differ. */
  equal(a: string, b: string): boolean;
  /** A new API key: `sayso_<prefix of 8 characters to find it by>_<256 random bits, base64url>`. */
  newApiKey(prefix?: string): string;
  /** A new secret of a webhook's endpoint: `whsec_` and the base64 of 256 random bits. */
  newWebhookSecret(): string;
}

/** HMAC-SHA-256 under the deployment's link key, base64url. The previous key still verifies while keys rotate. */
export interface LinkSigner {
  sign(message: string): Promise<string>;
  /** Every code that a holder may present for the message: the current key's first, then the previous one's. */
  accepted(message: string): Promise<readonly string[]>;
}

/** The deployment's own Ed25519 key, by which receivers know what comes from it. */
export interface MessageSigner {
  /** The signature of a text's UTF-8 bytes, base64. */
  sign(message: string): Promise<string>;
  /** 32 bytes each, base64: the current key first, then the one before it. */
  publicKeys(): Promise<readonly string[]>;
}

/** Structured log of what operators need. Never a token, a key or a reviewer's words. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
