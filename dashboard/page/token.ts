import { forget, keep, recall } from "./tab-memory.ts";

const signInKey = "sayso-token";

/** Takes the token out of the address bar, where it would be copied, shared or read over a shoulder. */
function takeFragment(key: string): void {
  if (location.hash.length <= 1) return;
  keep(key, location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}

/** A link to the page that is open already, with another token, is a new opening. */
function openAnew(): void {
  addEventListener("hashchange", () => location.reload());
}

/** The token of the person who is signed in: kept for this tab, for as long as it is open. */
export function signedInToken(): string | undefined {
  takeFragment(signInKey);
  openAnew();
  return recall(signInKey);
}

export function signIn(token: string): void {
  keep(signInKey, token);
}

export function signOut(): void {
  forget(signInKey);
}

/** The token that opens one approval: its review link's, or else the signed-in person's. */
export function reviewToken(id: string): { readonly token: string | undefined; readonly byLink: boolean } {
  const key = `sayso-link ${id}`;
  takeFragment(key);
  openAnew();
  const link = recall(key);
  return { token: link ?? recall(signInKey), byLink: link !== undefined };
}
