import * as z from "zod/mini";
import { instant } from "./identifiers.ts";

/** Where the pages send people to sign in (authorization code with PKCE, S256). */
export const signInResponse = z.object({
  authorizationEndpoint: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
});

const text = z.string().check(z.minLength(1), z.maxLength(4096));

/**
 * Body of `POST /v1/session`: what the issuer's page sent back, and the verifier that the pages kept (RFC 7636); or the
 * token of the link that local mode printed.
 */
export const sessionRequest = z.strictObject({
  code: z.optional(text),
  codeVerifier: z.optional(
    z
      .string()
      .check(z.regex(/^[A-Za-z0-9._~-]{43,128}$/, "must be 43 to 128 of A–Z a–z 0–9 . _ ~ -, as RFC 7636 has it")),
  ),
  token: z.optional(text),
});

const person = { id: z.string(), name: z.string(), roles: z.array(z.enum(["reviewer", "auditor", "admin"])) };
const teams = z.array(z.string()).check(z.meta({ description: "Teams that the directory of reviewers has them in." }));

/** Who is signed in. */
export const personResponse = z.object({ ...person, teams });

/** Who was signed in, and until when. The session itself is in the cookie. */
export const sessionResponse = z.object({ ...person, teams, expiresAt: instant });
