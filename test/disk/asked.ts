import assert from "node:assert/strict";
import type { Sayso } from "../local/spawned-sayso.ts";

export interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly retryAfter: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  readonly json: any;
}

type Who = "agent" | "person";

/** One call, whatever the answer. */
export async function tell(sayso: Sayso, who: Who, method: string, path: string, body?: object): Promise<Told> {
  const credential = who === "agent" ? { "x-api-key": sayso.apiKey } : { authorization: `Bearer ${sayso.adminToken}` };
  const response = await fetch(`${sayso.baseUrl}${path}`, {
    method,
    headers: { ...credential, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  return {
    status,
    type: headers.get("content-type"),
    retryAfter: headers.get("retry-after"),
    json: await response.json(),
  };
}

/** What a client needs to know: that it is over for now and not for good, why, that nothing was done, and what to do. */
export function assertRefusedClearly({ status, type, retryAfter, json }: Told, why: RegExp): void {
  assert.deepEqual(
    [status, json.code, type, retryAfter],
    [503, "unavailable", "application/problem+json", "5"],
    json.detail,
  );
  assert.match(json.detail, why);
  assert.match(
    json.detail,
    /^The service cannot record anything now: .+\. Nothing was done; send the same again later\.$/,
  );
}

/** The log's lines but those that say what happened to approvals. */
export function logLines(
  log: string,
): readonly { readonly level: string; readonly message: string; readonly todo?: string }[] {
  return log
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter(({ message }) => !/^(approval|execution)\./.test(message));
}

/** Until something holds; a test that waits for ever ends by its own limit. */
export async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50));
}
