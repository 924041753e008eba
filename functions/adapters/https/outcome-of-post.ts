import type { Sent } from "../../core/event-delivery.ts";
import type { Posted } from "./post-json.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What a status says of a message: 400, 413 and 410 will be no other the next time; everything else may. */
export function outcomeOfPost(receiver: string, { status, retryAfter }: Posted, now: number): Sent {
  if (status >= 200 && status <= 299) return { outcome: "delivered", responseStatus: status };
  const reason = `${receiver} answered ${status}`;
  if (status === 400 || status === 410 || status === 413) return { outcome: "gone", reason, responseStatus: status };
  const wait = retryAfterMs(retryAfter, now);
  return { outcome: "retry", reason, responseStatus: status, ...(wait !== undefined && { retryAfterMs: wait }) };
}
