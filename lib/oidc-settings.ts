import type { OidcIssuer } from "./oidc-issuer.ts";

/**
 * The issuer as an app's context names it: `oidcIssuer` and `oidcAudience`, and where they differ from the defaults
 * `oidcClientId`, `oidcJwksUrl` and `oidcRolesClaim`. Undefined when none of them is set.
 *
 * @throws Error for an issuer named by half, and for an address that cannot be trusted
 */
export function oidcSettings(setting: (name: string) => string | undefined): OidcIssuer | undefined {
  const [issuer, audience] = [setting("oidcIssuer"), setting("oidcAudience")];
  const clientId = setting("oidcClientId");
  const jwksUrl = setting("oidcJwksUrl");
  const rolesClaim = setting("oidcRolesClaim");
  if ([issuer, audience, clientId, jwksUrl, rolesClaim].every((value) => value === undefined)) return undefined;
  if (!issuer || !audience)
    throw new Error(
      "People of your own issuer need both oidcIssuer and oidcAudience; without either, a user pool is made",
    );
  for (const [name, value] of Object.entries({ oidcClientId: clientId, oidcRolesClaim: rolesClaim }))
    if (value === "") throw new Error(`${name} must not be empty; leave it out for its default`);
  requireTrusted("oidcIssuer", issuer);
  if (jwksUrl !== undefined) requireTrusted("oidcJwksUrl", jwksUrl);
  return {
    issuer,
    audience,
    ...(clientId !== undefined && { clientId }),
    ...(jwksUrl !== undefined && { jwksUrl }),
    ...(rolesClaim !== undefined && { rolesClaim }),
  };
}

/** Whoever can answer in an address's place can sign anybody in. */
function requireTrusted(name: string, address: string): void {
  const url = URL.parse(address);
  const loopback = url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (!url || !(url.protocol === "https:" || loopback) || url.search || url.hash)
    throw new Error(`${name} must be an https address without query or fragment, not "${address}"`);
}
