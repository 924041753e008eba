import { callService, newKey } from "./call-service.ts";
import { keep, recall } from "./tab-memory.ts";
import type { Session } from "./wire.ts";

/** What stands behind the #, taken out of the address bar, where it would be copied, shared or read over a shoulder. */
function takeFragment(): string | undefined {
  if (location.hash.length <= 1) return undefined;
  const fragment = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  return fragment;
}

/** A link to the page that is open already, with another token, is a new opening. */
function openAnew(): void {
  addEventListener("hashchange", () => location.reload());
}

/** The token of the link that local mode printed, when the page was opened by it. */
export function printedToken(): string | undefined {
  openAnew();
  return takeFragment();
}

/** Has the browser keep a session, which no script can read. */
export function signIn(token: string) {
  return callService<Session>("v1/session", null, { body: { token }, key: newKey() });
}

/** Whether the service has ended the session. */
export async function signOut(): Promise<boolean> {
  const answer = await fetch("v1/session", { method: "DELETE" }).catch(() => undefined);
  return answer?.ok ?? false;
}

/** The token of the review link that opens one approval, kept for this tab; null for whoever came without one. */
export function linkToken(id: string): string | null {
  const key = `sayso-link ${id}`;
  openAnew();
  const fragment = takeFragment();
  if (fragment !== undefined) keep(key, fragment);
  return recall(key) ?? null;
}
