import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { type ApprovalEvent, readEvent } from "./approval-event.ts";
import type { ApprovalResult } from "./approval-result.ts";
import { readResult } from "./read-result.ts";
import { SaysoError, type SaysoErrorCode } from "./sayso-error.ts";

/** A message as it arrived. */
export interface WebhookMessage {
  /** The body's bytes, or its text as it was received: parsed and written again, it no longer fits its signature. */
  readonly body: string | Uint8Array;
  /** By their names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> | Headers;
  /** `whsec_…` of the endpoint or `whpk_…` of `GET /v1/keys`; during a rotation, the old and the new. */
  readonly keys: readonly string[];
  /** Epoch milliseconds. Default: now. */
  readonly now?: number | undefined;
}

type Check = (signed: Buffer, signature: Buffer) => boolean;
const tolerance = 300_000;
/** What makes an Ed25519 key of 32 bytes a SubjectPublicKeyInfo (RFC 8410). */
const ed25519 = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The JSON of a message that was signed by one of the keys within the last five minutes (Standard Webhooks 1.0.0).
 * A message may come twice: its `webhook-id` says so.
 *
 * @throws {SaysoError} `invalid_webhook_key`: look at your configuration; `invalid_webhook_headers`, `stale_webhook`,
 * `invalid_webhook_signature`, `invalid_webhook_body`: answer 400 and do nothing.
 * @example
 * const event = verifyWebhook({ body, headers: request.headers, keys: [process.env.SAYSO_WEBHOOK_KEY ?? ""] });
 */
export function verifyWebhook(message: WebhookMessage): Readonly<Record<string, unknown>> {
  const checks = message.keys.map(readKey);
  if (checks.length === 0) throw refused("invalid_webhook_key", "No key to verify a webhook with");
  const read = message.headers instanceof Headers ? Object.fromEntries(message.headers) : message.headers;
  const headers = new Map(Object.entries(read).map(([name, value]) => [name.toLowerCase(), value]));
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => {
    const value = headers.get(name);
    if (typeof value === "string" && value !== "") return value;
    throw refused("invalid_webhook_headers", `The webhook has no ${name}`);
  }) as [string, string, string];
  if (!/^\d{1,15}$/.test(timestamp)) throw refused("invalid_webhook_headers", "webhook-timestamp is no unix time");
  if (Math.abs((message.now ?? Date.now()) - Number(timestamp) * 1000) > tolerance)
    throw refused("stale_webhook", "The webhook was signed more than five minutes from now");
  const body = Buffer.from(message.body);
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const fits = signatures.split(" ").some((entry) => {
    const comma = entry.indexOf(",");
    const signature = readBase64(entry.slice(comma + 1));
    return checks.some(([version, check]) => entry.slice(0, comma) === version && check(signed, signature));
  });
  if (!fits) throw refused("invalid_webhook_signature", "The webhook was signed by none of the keys");
  return readBody(body);
}

/** The decision that the server delivers to a `callback`. @throws {SaysoError} as {@link verifyWebhook} does */
export function verifyCallback(message: WebhookMessage): ApprovalResult {
  const result = readResult(verifyWebhook(message));
  if (result !== undefined) return result;
  throw refused("invalid_webhook_body", "The callback's body is not the end of an approval");
}

/** The event that a webhook brings. @throws {SaysoError} as {@link verifyWebhook} does */
export function verifyEvent(message: WebhookMessage): ApprovalEvent {
  const event = readEvent(verifyWebhook(message));
  if (event !== undefined) return event;
  throw refused("invalid_webhook_body", "The webhook's body is no event about an approval");
}

function readKey(key: string): [version: "v1" | "v1a", check: Check] {
  const [, kind, text = ""] = /^(whsec|whpk)_(.+)$/.exec(key) ?? [];
  const bytes = readBase64(text);
  if (kind === "whsec" && bytes.length >= 24 && bytes.length <= 64) {
    const mac = (signed: Buffer) => createHmac("sha256", bytes).update(signed).digest();
    return ["v1", (signed, given) => given.length === 32 && timingSafeEqual(mac(signed), given)];
  }
  if (kind === "whpk" && bytes.length === 32) {
    const publicKey: KeyObject = createPublicKey({
      key: Buffer.concat([ed25519, bytes]),
      format: "der",
      type: "spki",
    });
    return ["v1a", (signed, given) => given.length === 64 && verify(null, signed, publicKey, given)];
  }
  // Without its prefix a public key could be taken for a secret, and then everybody could sign.
  throw refused("invalid_webhook_key", "A webhook key is whsec_ or whpk_ and base64 of the right length");
}

/** Empty where the text is not base64, which `Buffer.from` would read as far as it can. */
function readBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : Buffer.alloc(0);
}

function readBody(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch {
    // Said below: the parser's own message would quote the body.
  }
  throw refused("invalid_webhook_body", "The webhook's body is not a JSON object");
}

function refused(code: SaysoErrorCode, message: string): SaysoError {
  return new SaysoError(code, message);
}
