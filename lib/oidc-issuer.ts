/** Who vouches for the people: any OpenID Connect issuer. */
export interface OidcIssuer {
  /** The `iss` of its tokens, an `https` URL. */
  readonly issuer: string;
  /** The `aud` that its tokens must carry for this service. */
  readonly audience: string;
  /** Public client (PKCE) with which the dashboard signs people in. @default - the audience */
  readonly clientId?: string;
  /** Where its public keys are. @default - as its discovery document says */
  readonly jwksUrl?: string;
  /** Claim that lists a person's roles: `reviewer`, `auditor`, `admin`. @default "groups" */
  readonly rolesClaim?: string;
}
