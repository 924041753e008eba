import { type Answer, callService, newKey } from "./call-service.ts";
import { keep, recall } from "./tab-memory.ts";
import type { Person } from "./wire.ts";

/** Takes what stands behind the # out of the address bar, where it would be copied, shared or read over a shoulder. */
function takeFragment(): string | undefined {
  // A link to the page that is open already, with another token, is a new opening.
  addEventListener("hashchange", () => location.reload());
  if (location.hash.length <= 1) return undefined;
  const fragment = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  return fragment;
}

/** Who is signed in; the session itself is in a cookie that no script can read. */
export function whoIsSignedIn(): Promise<Answer<Person>> {
  return callService<Person>("v1/session");
}

/** Signs in by a token that was printed; undefined where the address holds none. */
export async function signInByFragment(): Promise<Answer<Person> | undefined> {
  const token = takeFragment();
  return token === undefined ? undefined : await signInByToken(token);
}

export function signInByToken(token: string): Promise<Answer<Person>> {
  return callService<Person>("v1/session", { body: { token }, key: newKey() });
}

export function signOut(): Promise<Answer<undefined>> {
  return callService("v1/session", { method: "DELETE" });
}

/** The token of the review link that opened this page in this tab, for as long as the tab is open. */
export function linkToken(approvalRequestId: string): string | undefined {
  const key = `sayso-link ${approvalRequestId}`;
  const token = takeFragment();
  if (token !== undefined) keep(key, token);
  return recall(key);
}
