import type { Person } from "./people.ts";

/** Where people are sent to sign in, and as what the pages present themselves there. */
export interface SignInPage {
  readonly authorizationEndpoint: string;
  readonly clientId: string;
  /** What the pages ask to be told about the person, separated by blanks. */
  readonly scope: string;
}

/** What a person brings back from the issuer's page, with what only the pages that sent them there know (RFC 7636). */
export interface BroughtBack {
  readonly code: string;
  readonly codeVerifier: string;
  /** The address that they were sent back to. */
  readonly redirectUri: string;
}

/**
 * What came of it. `code`: the issuer does not take the code, or not with that verifier. `token`: it gave a token that
 * does not prove who somebody is. `link`: the link has served already, or is none of ours. `role`: the person is known
 * and has no role here.
 */
export type SignedIn =
  | { readonly ok: true; readonly token: string; readonly expiresAt: number; readonly person: Person }
  | { readonly ok: false; readonly reason: "code" | "token" | "link" }
  | { readonly ok: false; readonly reason: "role"; readonly name: string };

/** Signs people in at an issuer. Both throw when it cannot be reached, or is set up otherwise than we are. */
export interface SignIn {
  page(): Promise<SignInPage>;
  finish(broughtBack: BroughtBack): Promise<SignedIn>;
}

/** Signs people in by a link that they were handed, where there is no issuer. */
export interface LinkSignIn {
  /** Begins a session for whoever has the link's token, which works once. */
  redeem(token: string): Promise<SignedIn>;
  /** Ends a session by its token. */
  end(token: string): Promise<void>;
}
