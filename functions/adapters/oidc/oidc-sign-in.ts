import { decodeJwt } from "jose";
import type { People } from "../../ports/people.ts";
import type { BroughtBack, SignedIn, SignIn } from "../../ports/sign-in.ts";
import { type Discovery, discover, patienceMs } from "./discovery.ts";

export interface OidcSignInOptions {
  readonly issuer: string;
  /** A public client: it has no secret. */
  readonly clientId: string;
  readonly scope: string;
  /** @default - found in the issuer's discovery document */
  readonly authorizationEndpoint?: string;
  /** @default - found in the issuer's discovery document */
  readonly tokenEndpoint?: string;
  /** Knows whom a token is of. */
  readonly people: People;
}

/** What the person or the pages got wrong; any other error is one of how the two of us are set up. */
const refusals: readonly unknown[] = ["invalid_grant", "invalid_request"];

/** Authorization code with PKCE (RFC 6749, RFC 7636), at Cognito or any other OpenID Connect issuer. */
export function oidcSignIn(options: OidcSignInOptions): SignIn {
  const { issuer, clientId, scope, people } = options;
  let discovered: Promise<Discovery> | undefined;

  async function endpoint(name: "authorization_endpoint" | "token_endpoint", given: string | undefined) {
    if (given !== undefined) return given;
    discovered ??= discover(issuer);
    const document = await discovered.catch((error) => {
      discovered = undefined;
      throw error;
    });
    return trusted(name, document[name]);
  }

  return {
    page: async () => ({
      authorizationEndpoint: await endpoint("authorization_endpoint", options.authorizationEndpoint),
      clientId,
      scope,
    }),
    finish: async (broughtBack) => {
      const token = await exchange(await endpoint("token_endpoint", options.tokenEndpoint), clientId, broughtBack);
      return token === undefined ? { ok: false, reason: "code" } : verified(token, people);
    },
  };
}

/** The ID token for a code; undefined when the issuer does not take it. No error says anything of either. */
async function exchange(
  address: string,
  clientId: string,
  { code, codeVerifier, redirectUri }: BroughtBack,
): Promise<string | undefined> {
  const response = await fetch(address, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
    }),
    // Who is sent elsewhere would take the code there.
    redirect: "error",
    signal: AbortSignal.timeout(patienceMs),
  });
  // What is not JSON would be quoted by the parser's error.
  const answer = (await response.json().catch(() => null)) as { id_token?: unknown; error?: unknown } | null;
  if (response.ok && typeof answer?.id_token === "string") return answer.id_token;
  if (!response.ok && refusals.includes(answer?.error)) return undefined;
  const known = typeof answer?.error === "string" && /^[a-z_]{1,40}$/.test(answer.error) ? ` ${answer.error}` : "";
  throw new Error(`the issuer's token endpoint answered ${response.status}${known}, without an ID token`);
}

async function verified(token: string, people: People): Promise<SignedIn> {
  const person = await people.verify(token);
  if (!person) return { ok: false, reason: "token" };
  if (person.roles.length === 0) return { ok: false, reason: "role", name: person.name };
  const { exp } = decodeJwt(token);
  return exp === undefined ? { ok: false, reason: "token" } : { ok: true, token, expiresAt: exp * 1000, person };
}

/** People are sent there, and codes; a discovery document is no better than the address it names. */
function trusted(name: string, address: string | undefined): string {
  const url = URL.parse(address ?? "");
  const loopback = url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (!url || !(url.protocol === "https:" || loopback))
    throw new Error(`the issuer's discovery document names no ${name} that is an https address`);
  return url.href;
}
