import { oidcSignIn } from "../adapters/oidc/oidc-sign-in.ts";
import type { People } from "../ports/people.ts";
import type { SignIn } from "../ports/sign-in.ts";

interface Variables {
  readonly OIDC_ISSUER: string;
  readonly OIDC_CLIENT_ID: string;
  readonly OIDC_SCOPE: string;
  readonly OIDC_AUTHORIZATION_ENDPOINT?: string | undefined;
  readonly OIDC_TOKEN_ENDPOINT?: string | undefined;
}

/** How the deployment's OpenID Connect issuer signs people in. */
export function awsSignIn(variables: Variables, people: People): SignIn {
  const { OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT } = variables;
  return oidcSignIn({
    issuer: variables.OIDC_ISSUER,
    clientId: variables.OIDC_CLIENT_ID,
    scope: variables.OIDC_SCOPE,
    ...(OIDC_AUTHORIZATION_ENDPOINT && { authorizationEndpoint: OIDC_AUTHORIZATION_ENDPOINT }),
    ...(OIDC_TOKEN_ENDPOINT && { tokenEndpoint: OIDC_TOKEN_ENDPOINT }),
    people,
  });
}
