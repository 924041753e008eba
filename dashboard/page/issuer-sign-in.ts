import { productTexts as texts } from "../texts/product.ts";
import { callService, newKey } from "./call-service.ts";
import { forget, keep, recall } from "./tab-memory.ts";
import type { Person, SignInPage } from "./wire.ts";

const attemptKey = "sayso-signing-in";

/** A sign-in that was begun in this tab: what proves that who comes back is who was sent, and where they were going. */
interface Attempt {
  readonly state: string;
  readonly verifier: string;
  /** The page to open when they are back, as an address below the service's root. */
  readonly returnTo: string;
}

export type Return =
  | { readonly ok: true; readonly person: Person; readonly returnTo: string }
  | { readonly ok: false; readonly why: string };

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** 256 random bits: 43 characters, as many as a verifier needs (RFC 7636, 4.1). */
function unguessable(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Goes to the issuer's page. Returns false where the browser would have forgotten about it on the way back. */
export async function goToIssuer(page: SignInPage, returnTo: string): Promise<boolean> {
  const [state, verifier] = [unguessable(), unguessable()];
  const attempt: Attempt = { state, verifier, returnTo };
  if (!keep(attemptKey, JSON.stringify(attempt))) return false;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const address = new URL(page.authorizationEndpoint);
  const asked = {
    response_type: "code",
    client_id: page.clientId,
    redirect_uri: page.redirectUri,
    scope: page.scope,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  location.assign(address);
  return true;
}

/** Completes the sign-in that the address tells of; undefined when it tells of none. */
export async function returnFromIssuer(): Promise<Return | undefined> {
  const said = new URLSearchParams(location.search);
  const [code, error] = [said.get("code"), said.get("error")];
  if (code === null && error === null) return undefined;
  // The code is good once and for minutes, and has no business in the history all the same.
  history.replaceState(null, "", location.pathname);
  const attempt: Attempt | null = JSON.parse(recall(attemptKey) ?? "null");
  forget(attemptKey);
  if (!attempt || said.get("state") !== attempt.state) return { ok: false, why: texts.signInStray };
  if (error === "access_denied") return { ok: false, why: texts.signInDenied };
  if (code === null) return { ok: false, why: texts.signInFailed(/^[a-z_]{1,40}$/.exec(error ?? "")?.[0] ?? "") };
  const body = { code, codeVerifier: attempt.verifier };
  const answer = await callService<Person>("v1/session", { body, key: newKey() });
  if (!answer.ok) return { ok: false, why: answer.trouble.detail };
  return { ok: true, person: answer.body, returnTo: attempt.returnTo };
}
