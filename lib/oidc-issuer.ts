/** Who vouches for the people: any OpenID Connect issuer. */
export interface OidcIssuer {
  /** The `iss` of its tokens, an `https` URL. */
  readonly issuer: string;
  /** The `aud` that its tokens must carry for this service. */
  readonly audience: string;
  /**
   * Public client (authorization code with PKCE) with which the dashboard signs people in, allowed to send them back to
   * the service's address with a slash at the end. Its ID tokens are taken too. @default - the audience
   */
  readonly clientId?: string;
  /** Where its public keys are. @default - as its discovery document says */
  readonly jwksUrl?: string;
  /** Where people sign in. @default - as its discovery document says */
  readonly authorizationEndpoint?: string;
  /** Where the service exchanges a sign-in's code for its token. @default - as its discovery document says */
  readonly tokenEndpoint?: string;
  /**
   * What the dashboard asks to be told about a person, for issuers that tell the roles only when they are asked for them.
   *
   * @default "openid email profile"
   */
  readonly scope?: string;
  /** Claim that lists a person's roles: `reviewer`, `auditor`, `admin`. @default "groups" */
  readonly rolesClaim?: string;
}
