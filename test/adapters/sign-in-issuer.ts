import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { keepSecret } from "../api/secrets.ts";

/** Whom the issuer signs in, and how long its tokens hold. */
export interface IssuedTo {
  readonly email: string;
  readonly groups?: readonly string[];
  readonly audience?: string;
  readonly lifetimeSeconds?: number;
  /** Whether the token is signed with a key that the issuer does not publish. */
  readonly forged?: boolean;
}

/** A verifier of 43 characters, and its S256 challenge. */
export const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

interface Grant {
  readonly person: IssuedTo;
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * An OpenID Connect issuer with a page to sign in on: whoever `next` says signs in there, without a password. Its codes
 * hold once, for one redirect URI and one challenge.
 */
export async function startSignInIssuer(clientId = "sayso") {
  const grants = new Map<string, Grant>();
  const seen: string[] = [];
  const [genuine, other] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const state = { next: { email: "rita@example.com", groups: ["reviewer"] } as IssuedTo, tokenReply: "" };
  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", issuer);
    seen.push(pathname);
    if (pathname === "/.well-known/openid-configuration") return json(response, 200, discovery);
    if (pathname === "/keys")
      return json(response, 200, { keys: [{ ...(await exportJWK(genuine.publicKey)), kid: "1", alg: "ES256" }] });
    if (pathname === "/authorize") return page(response, searchParams);
    if (pathname === "/token") return token(response, new URLSearchParams(await Array.fromAsync(request).then(join)));
    response.writeHead(404).end();
  }

  function page(response: ServerResponse, asked: URLSearchParams): void {
    const fine =
      asked.get("response_type") === "code" &&
      asked.get("client_id") === clientId &&
      asked.get("code_challenge_method") === "S256" &&
      asked.get("scope")?.split(" ").includes("openid");
    if (!fine) {
      json(response, 400, { error: "invalid_request" });
      return;
    }
    const redirectUri = asked.get("redirect_uri") ?? "";
    const code = issueCode(state.next, { challenge: asked.get("code_challenge") ?? "", redirectUri });
    const back = (answer: Record<string, string>) =>
      `${redirectUri}?${new URLSearchParams({ ...answer, state: asked.get("state") ?? "" })}`.replaceAll("&", "&amp;");
    response.setHeader("content-type", "text/html");
    response.end(
      `<title>Issuer</title><a href="${back({ code })}">Go on</a> <a href="${back({ error: "access_denied" })}">Deny</a>`,
    );
  }

  function issueCode(person: IssuedTo, bound: Partial<Omit<Grant, "person">> = {}): string {
    const code = keepSecret(randomUUID());
    grants.set(code, { challenge, redirectUri: "https://sayso.example/", ...bound, person });
    return code;
  }

  async function token(response: ServerResponse, form: URLSearchParams): Promise<void> {
    if (state.tokenReply !== "") return void response.end(state.tokenReply);
    if (form.get("client_id") !== clientId) return json(response, 401, { error: "invalid_client" });
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const good = form.get("grant_type") === "authorization_code" && form.get("redirect_uri") === grant?.redirectUri;
    if (!grant || !good || proof !== grant.challenge) return json(response, 400, { error: "invalid_grant" });
    json(response, 200, { token_type: "Bearer", access_token: "unused", id_token: await idToken(grant.person) });
  }

  async function idToken(person: IssuedTo): Promise<string> {
    const { email, groups = [], audience = clientId, lifetimeSeconds = 3_600, forged = false } = person;
    const made = await new SignJWT({ email, email_verified: true, name: email, groups })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(`user-${email}`)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
      .sign((forged ? other : genuine).privateKey);
    return keepSecret(made);
  }

  return {
    issuer,
    clientId,
    discovery,
    /** Paths that were asked for. */
    seen,
    /** `next`: who signs in on the page; `tokenReply`: what the token endpoint says to everybody, unless empty. */
    state,
    issueCode,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type SignInIssuer = Awaited<ReturnType<typeof startSignInIssuer>>;

function join(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
