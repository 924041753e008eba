import { texts } from "../texts.ts";
import type { Trouble } from "./wire.ts";

/** What the service answered. `status` 0 means that it could not be reached. */
export type Answer<Body> =
  | { readonly ok: true; readonly body: Body; readonly date: number }
  | { readonly ok: false; readonly status: number; readonly trouble: Trouble };

interface Post {
  readonly body: unknown;
  readonly key: string;
}

const patienceMs = 30_000;

/**
 * Calls the service, on behalf of the token's holder if there is one, else of whom this browser has signed in. A token
 * travels in a header only, never in an address.
 */
export async function callService<Body>(path: string, token: string | null, post?: Post): Promise<Answer<Body>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: post ? "POST" : "GET",
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(post && { "content-type": "application/json", "idempotency-key": post.key }),
      },
      ...(post && { body: JSON.stringify(post.body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch {
    return { ok: false, status: 0, trouble: { code: "unreachable", detail: texts.unreachable } };
  }
  const { status } = response;
  try {
    const body = await response.json();
    if (response.ok) return { ok: true, body, date: Date.parse(response.headers.get("date") ?? "") };
    return { ok: false, status, trouble: typeof body.detail === "string" ? body : unreadable(status) };
  } catch {
    return { ok: false, status: response.ok ? 0 : status, trouble: unreadable(status) };
  }
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
