import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface OidcTestIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Where its public keys are, by HTTP on the loopback address. */
  readonly jwksUrl: string;
  /** Signs somebody in: an ID token as any OpenID Connect issuer makes it. */
  idToken(person: { readonly email: string; readonly groups?: readonly string[] }): Promise<string>;
  stop(): Promise<void>;
}

/** An OpenID Connect issuer as small as can be: keys of its own, and their public halves on an address. */
export async function startOidcIssuer(): Promise<OidcTestIssuer> {
  const [issuer, audience, kid] = ["https://id.example.com", "sayso", "2026"];
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" }] });
  const server = createServer((_, response) => response.setHeader("content-type", "application/json").end(jwks));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    issuer,
    audience,
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    idToken: ({ email, groups = [] }) =>
      new SignJWT({ email, email_verified: true, name: email, groups })
        .setProtectedHeader({ alg: "ES256", kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(`user-${email}`)
        .setIssuedAt()
        .setExpirationTime("2h")
        .sign(privateKey),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
