import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { People, Person, Role } from "../../ports/people.ts";
import { discover } from "./discovery.ts";

export interface OidcOptions {
  readonly issuer: string;
  /** Expected in `aud`, or in `client_id` of an access token that Cognito made. */
  readonly audience: string;
  /** Client of our own pages: an ID token carries it in `aud`, whatever the audience of the access tokens is. */
  readonly clientId: string;
  /** @default - found in the issuer's discovery document */
  readonly jwksUrl?: string;
  /** Claim that lists the roles. */
  readonly rolesClaim: string;
  readonly sha256: (text: string) => string;
}

const roles: readonly Role[] = ["reviewer", "auditor", "admin"];
const algorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"];
const clockToleranceSeconds = 5;

/** People by their OpenID Connect token (OpenID Connect Core 1.0, RFC 7519): Cognito's or any other issuer's. */
export function oidcPeople(options: OidcOptions): People {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return {
    verify: async (token) => {
      // Three dots-and-parts make a JWT; anything else may be a review link's token.
      if (token.split(".").length !== 3) return undefined;
      keys ??= keysOf(options);
      try {
        const { issuer } = options;
        const key = await keys;
        const { payload } = await jwtVerify(token, key, { issuer, algorithms, clockTolerance: clockToleranceSeconds });
        return isForUs(payload, options) ? toPerson(payload, token, options) : undefined;
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
          keys = undefined;
          throw error;
        }
        return undefined;
      }
    },
  };
}

async function keysOf({ issuer, jwksUrl }: OidcOptions): Promise<JWTVerifyGetKey> {
  if (jwksUrl !== undefined) return createRemoteJWKSet(new URL(jwksUrl));
  const { jwks_uri } = await discover(issuer);
  if (jwks_uri === undefined) throw new Error("the issuer's discovery document names no keys");
  return createRemoteJWKSet(new URL(jwks_uri));
}

function isForUs({ aud, client_id }: JWTPayload, { audience, clientId }: OidcOptions): boolean {
  const meant = aud === undefined ? [client_id] : [aud].flat();
  return meant.includes(audience) || meant.includes(clientId);
}

function toPerson(payload: JWTPayload, token: string, { rolesClaim, sha256 }: OidcOptions): Person | undefined {
  const email = payload.email_verified === false ? undefined : payload.email;
  const id = email ?? payload["cognito:username"] ?? payload.username ?? payload.sub;
  if (typeof id !== "string") return undefined;
  const claimed = [payload[rolesClaim] ?? []].flat();
  return {
    kind: "person",
    id,
    name: typeof payload.name === "string" ? payload.name : id,
    via: "oidc",
    roles: roles.filter((role) => claimed.includes(role)),
    session: sha256(token),
  };
}
