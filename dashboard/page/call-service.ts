import { productTexts as texts } from "../texts/product.ts";
import { addressOf } from "./place.ts";
import type { Trouble } from "./wire.ts";

/** What the service answered. `status` 0 means that it could not be reached. */
export type Answer<Body> =
  | { readonly ok: true; readonly body: Body; readonly date: number }
  | { readonly ok: false; readonly status: number; readonly trouble: Trouble };

export interface Call {
  /** A review link's; it travels in a header only, never in an address. Without it, whoever is signed in calls. */
  readonly token?: string | undefined;
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** Idempotency key: the same call again has its effect once. */
  readonly key?: string;
}

const patienceMs = 30_000;

/** Calls the service at a path from its root on, such as `v1/approvals`. */
export async function callService<Body>(path: string, call: Call = {}): Promise<Answer<Body>> {
  let response: Response;
  try {
    response = await sendCall(path, call);
  } catch {
    return { ok: false, status: 0, trouble: { code: "unreachable", detail: texts.unreachable } };
  }
  const { status } = response;
  const date = Date.parse(response.headers.get("date") ?? "");
  if (status === 204) return { ok: true, body: undefined as Body, date };
  try {
    const body = await response.json();
    if (response.ok) return { ok: true, body, date };
    return { ok: false, status, trouble: typeof body.detail === "string" ? body : unreadable(status) };
  } catch {
    return { ok: false, status: response.ok ? 0 : status, trouble: unreadable(status) };
  }
}

/** @throws where no answer comes */
export function sendCall(path: string, call: Call = {}, headers: Record<string, string> = {}): Promise<Response> {
  const { token, body, key, method = body === undefined ? "GET" : "POST" } = call;
  return fetch(addressOf(path), {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
}

/** An answer that is not the service's own: a gateway's, a proxy's, or one cut short. */
function unreadable(status: number): Trouble {
  return { code: "unreadable", detail: `${texts.unreachable} (${status})` };
}

/** Whether the same call may well succeed in a while. */
export function isPassing(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** A new idempotency key. Not `randomUUID`, which a page that came over plain HTTP does not have. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
