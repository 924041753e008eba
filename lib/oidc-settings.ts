import type { OidcIssuer } from "./oidc-issuer.ts";

/** What may be left out, by the setting that says it. */
const optional = {
  oidcClientId: "clientId",
  oidcJwksUrl: "jwksUrl",
  oidcAuthorizationEndpoint: "authorizationEndpoint",
  oidcTokenEndpoint: "tokenEndpoint",
  oidcScope: "scope",
  oidcRolesClaim: "rolesClaim",
} as const satisfies Readonly<Record<string, keyof OidcIssuer>>;

const addresses = ["oidcIssuer", "oidcJwksUrl", "oidcAuthorizationEndpoint", "oidcTokenEndpoint"];

/**
 * The issuer as an app's context names it: `oidcIssuer` and `oidcAudience`, and where they differ from the defaults
 * `oidcClientId`, `oidcJwksUrl`, `oidcAuthorizationEndpoint`, `oidcTokenEndpoint`, `oidcScope` and `oidcRolesClaim`.
 * Undefined when none of them is set.
 *
 * @throws Error for an issuer named by half, and for an address that cannot be trusted
 */
export function oidcSettings(setting: (name: string) => string | undefined): OidcIssuer | undefined {
  const [issuer, audience] = [setting("oidcIssuer"), setting("oidcAudience")];
  const others = Object.entries(optional).flatMap(([name, property]) => {
    const value = setting(name);
    return value === undefined ? [] : [{ name, property, value }];
  });
  if (issuer === undefined && audience === undefined && others.length === 0) return undefined;
  if (!issuer || !audience)
    throw new Error(
      "People of your own issuer need both oidcIssuer and oidcAudience; without either, a user pool is made",
    );
  for (const { name, value } of [{ name: "oidcIssuer", value: issuer }, ...others]) {
    if (addresses.includes(name)) requireTrusted(name, value);
    else if (value === "") throw new Error(`${name} must not be empty; leave it out for its default`);
  }
  return { issuer, audience, ...Object.fromEntries(others.map(({ property, value }) => [property, value])) };
}

/** Whoever can answer in an address's place can sign anybody in. */
function requireTrusted(name: string, address: string): void {
  const url = URL.parse(address);
  const loopback = url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (!url || !(url.protocol === "https:" || loopback) || url.search || url.hash)
    throw new Error(`${name} must be an https address without query or fragment, not "${address}"`);
}
