import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  readonly json: any;
  /** Attempts that were not answered. */
  readonly lost: number;
}

/** Asks again, in the same words and under the same key, until there is an answer: the service may be down any moment. */
export async function persistentCall(url: string, token: string, post?: object, key?: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(post && { "content-type": "application/json" }),
    ...(key && { "idempotency-key": key }),
  };
  const request = post ? { method: "POST", headers, body: JSON.stringify(post) } : { headers };
  for (let lost = 0; ; lost++) {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
    const json = await response?.json().catch(() => undefined);
    if (response && json !== undefined) return { status: response.status, json, lost };
    await sleep(40);
  }
}
