/** What an issuer says of itself (OpenID Connect Discovery 1.0), as far as it concerns us. */
export interface Discovery {
  readonly issuer?: string;
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly jwks_uri?: string;
}

export const patienceMs = 5_000;

/** @throws Error when the document cannot be had, or is another issuer's */
export async function discover(issuer: string): Promise<Discovery> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`the issuer's discovery document answered ${response.status}`);
  const document = (await response.json()) as Discovery;
  if (document.issuer !== issuer) throw new Error(`the discovery document of ${issuer} is that of another issuer`);
  return document;
}
