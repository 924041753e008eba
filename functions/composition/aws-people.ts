import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import { oidcPeople } from "../adapters/oidc/oidc-people.ts";
import type { People } from "../ports/people.ts";

interface Variables {
  readonly OIDC_ISSUER: string;
  readonly OIDC_AUDIENCE: string;
  readonly OIDC_JWKS_URL?: string | undefined;
  readonly ROLES_CLAIM: string;
}

/** The people whom the deployment's OpenID Connect issuer signs in. */
export function awsPeople({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL, ROLES_CLAIM }: Variables): People {
  return oidcPeople({
    issuer: OIDC_ISSUER,
    audience: OIDC_AUDIENCE,
    ...(OIDC_JWKS_URL && { jwksUrl: OIDC_JWKS_URL }),
    rolesClaim: ROLES_CLAIM,
    sha256: nodeCrypto.sha256,
  });
}
