import { toUtc } from "../../core/instant.ts";
import type { SignedIn } from "../../ports/sign-in.ts";
import { anyQuery } from "../../schemas/queries.ts";
import { sessionRequest, sessionResponse, signInResponse } from "../../schemas/session.ts";
import { unauthenticated } from "../authenticate.ts";
import { type ProblemReply, problemReply } from "../problem-reply.ts";
import { type App, route } from "../route.ts";

function nowhere(): ProblemReply {
  return problemReply("not_found", "Nobody signs in on a page here: open the link that Sayso printed when it started.");
}

/** Where people come back to: configured, as every address that is handed out, and never what a request says. */
function redirectUri({ settings }: App): string {
  return `${settings.publicUrl}/`;
}

export const getSignInRoute = route({
  method: "GET",
  path: "/v1/sign-in",
  operationId: "getSignIn",
  summary: "Where the pages send people to sign in; 404 where people sign in otherwise.",
  callers: ["anonymous"],
  query: anyQuery,
  replies: { 200: signInResponse },
  handle: async (_, app) => {
    if (!app.signIn) return nowhere();
    return { status: 200, body: { ...(await app.signIn.page()), redirectUri: redirectUri(app) } };
  },
});

export const createSessionRoute = route({
  method: "POST",
  path: "/v1/session",
  operationId: "createSession",
  summary: "Exchange the code that the issuer's page sent back for the person's token.",
  callers: ["anonymous"],
  query: anyQuery,
  body: sessionRequest,
  replies: { 200: sessionResponse },
  handle: async ({ body }, app) => {
    if (!app.signIn) return nowhere();
    const signedIn = await app.signIn.finish({ ...body, redirectUri: redirectUri(app) });
    if (!signedIn.ok) return refusal(signedIn);
    return { status: 200, body: { token: signedIn.token, expiresAt: toUtc(signedIn.expiresAt) } };
  },
});

function refusal(refused: Exclude<SignedIn, { ok: true }>): ProblemReply {
  switch (refused.reason) {
    case "code":
      return bad("The sign-in was not accepted: it had been used, was too old or was begun elsewhere. Sign in again.");
    case "token":
      return bad("The issuer vouches for nobody whom this deployment can recognise: its token does not verify.");
    case "role":
      return problemReply(
        "forbidden",
        `${refused.name} is signed in, but has no role here: an administrator grants reviewer, auditor or admin.`,
      );
  }
}

function bad(detail: string): ProblemReply {
  return { ...unauthenticated(detail), presentedInBody: true };
}
