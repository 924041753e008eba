const signInKey = "sayso-token";

/** For browsers that forbid storage; then the token lives as long as the page. */
const memory = new Map<string, string>();

function keep(key: string, token: string): void {
  memory.set(key, token);
  try {
    sessionStorage.setItem(key, token);
  } catch {}
}

function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

function forget(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {}
}

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
