/** What a signature says: the code, and the text that it is made over. */
export interface ResponseSignature {
  /** HMAC-SHA-256, lower-case hex. */
  readonly code: string;
  readonly signed: string;
}

const toleranceSeconds = 300;

/**
 * Reads `X-Webhook-Signature`: `sha256=<hex>` over the body as it was sent, or `t=<unix seconds>,v1=<hex>` over
 * `t.body`, at most five minutes off. Undefined for anything else.
 */
export function readSignature(header: string | undefined, body: string, now: number): ResponseSignature | undefined {
  const plain = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "");
  if (plain?.[1]) return { code: plain[1].toLowerCase(), signed: body };
  const [, t, v1] = /^t=(\d{1,12}), ?v1=([0-9a-f]{64})$/i.exec(header ?? "") ?? [];
  if (!t || !v1 || Math.abs(now / 1000 - Number(t)) > toleranceSeconds) return undefined;
  return { code: v1.toLowerCase(), signed: `${t}.${body}` };
}
