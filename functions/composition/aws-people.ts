import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import { oidcPeople } from "../adapters/oidc/oidc-people.ts";
import type { People } from "../ports/people.ts";

interface Variables {
  readonly OIDC_ISSUER: string;
  readonly OIDC_AUDIENCE: string;
  readonly OIDC_CLIENT_ID: string;
  readonly OIDC_JWKS_URL?: string | undefined;
  readonly ROLES_CLAIM: string;
}

/** The people whom the deployment's OpenID Connect issuer signs in. */
export function awsPeople(variables: Variables): People {
  const { OIDC_JWKS_URL } = variables;
  return oidcPeople({
    issuer: variables.OIDC_ISSUER,
    audience: variables.OIDC_AUDIENCE,
    clientId: variables.OIDC_CLIENT_ID,
    ...(OIDC_JWKS_URL && { jwksUrl: OIDC_JWKS_URL }),
    rolesClaim: variables.ROLES_CLAIM,
    sha256: nodeCrypto.sha256,
  });
}
