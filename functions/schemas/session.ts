import * as z from "zod/mini";
import { instant } from "./identifiers.ts";

/** Where the pages send people to sign in (authorization code with PKCE, S256). */
export const signInResponse = z.object({
  authorizationEndpoint: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
});

/** Body of `POST /v1/session`: what the issuer's page sent back, and the verifier that the pages kept (RFC 7636). */
export const sessionRequest = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(4096)),
  codeVerifier: z
    .string()
    .check(z.regex(/^[A-Za-z0-9._~-]{43,128}$/, "must be 43 to 128 of A–Z a–z 0–9 . _ ~ -, as RFC 7636 has it")),
});

/** The only answer that ever holds a person's token. */
export const sessionResponse = z.object({ token: z.string(), expiresAt: instant });
