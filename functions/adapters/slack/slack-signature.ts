import { createHmac } from "node:crypto";
import { nodeCrypto } from "../node/node-crypto.ts";

const toleranceSeconds = 300;

/** Whether Slack signed a request (`v0`) within the last five minutes. */
export function verifySlack(
  signingSecret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: number,
): "genuine" | "forged" | "stale" {
  const { "x-slack-signature": signature = "", "x-slack-request-timestamp": timestamp = "" } = headers;
  if (!/^\d{1,12}$/.test(timestamp)) return "forged";
  const expected = `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  if (!nodeCrypto.equal(signature, expected)) return "forged";
  return Math.abs(Math.floor(now / 1000) - Number(timestamp)) <= toleranceSeconds ? "genuine" : "stale";
}
