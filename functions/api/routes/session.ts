import { toUtc } from "../../core/instant.ts";
import type { Person } from "../../ports/people.ts";
import type { SignedIn } from "../../ports/sign-in.ts";
import { anyQuery } from "../../schemas/queries.ts";
import { personResponse, sessionRequest, sessionResponse } from "../../schemas/session.ts";
import { unauthenticated } from "../authenticate.ts";
import { invalidField, type ProblemReply, problemReply } from "../problem-reply.ts";
import { type App, route } from "../route.ts";
import { maxTokenLength, refuseForeign, sessionCookie, sessionToken } from "../session-cookie.ts";
import { nowhere, redirectUri } from "./sign-in.ts";

export const createSessionRoute = route({
  method: "POST",
  path: "/v1/session",
  operationId: "createSession",
  summary:
    "Sign a browser in, by the code that the issuer's page sent back or the token in the printed link. The session is kept in a cookie that no script can read.",
  callers: ["anonymous"],
  query: anyQuery,
  body: sessionRequest,
  replies: { 200: sessionResponse },
  handle: async ({ body, headers }, app) => {
    const foreign = refuseForeign(app.settings, { method: "POST", headers }, "own");
    if (foreign) return foreign;
    const signedIn = await signIn(app, body);
    if ("problem" in signedIn) return signedIn;
    if (!signedIn.ok) return refusal(signedIn);
    const { token, expiresAt, person } = signedIn;
    if (token.length > maxTokenLength)
      return bad(
        `The issuer's token is longer than a browser keeps: it must have at most ${maxTokenLength} characters.`,
      );
    const seconds = Math.floor((expiresAt - app.clock.now()) / 1000);
    return {
      status: 200,
      body: { ...(await present(app, person)), expiresAt: toUtc(expiresAt) },
      headers: { "set-cookie": sessionCookie(app.settings, token, seconds) },
    };
  },
});

export const getSessionRoute = route({
  method: "GET",
  path: "/v1/session",
  operationId: "getSession",
  summary: "Who is signed in.",
  callers: ["person"],
  replies: { 200: personResponse },
  handle: async ({ caller }, app) => ({ status: 200, body: await present(app, caller) }),
});

export const endSessionRoute = route({
  method: "DELETE",
  path: "/v1/session",
  operationId: "endSession",
  summary: "Sign a browser out.",
  callers: ["anonymous"],
  query: anyQuery,
  replies: { 204: null },
  handle: async ({ headers }, app) => {
    const token = sessionToken(app.settings, headers);
    const foreign = refuseForeign(app.settings, { method: "DELETE", headers }, token === undefined ? "own" : "foreign");
    if (foreign) return foreign;
    if (token !== undefined) await app.linkSignIn?.end(token);
    return { status: 204, text: "", headers: { "set-cookie": sessionCookie(app.settings, "", 0) } };
  },
});

async function present({ reviewers }: App, { id, name, roles }: Person) {
  const teams = (await reviewers.find(id))?.teams ?? [];
  return { id, name, roles: [...roles], teams: [...teams] };
}

interface Brought {
  readonly code?: string | undefined;
  readonly codeVerifier?: string | undefined;
  readonly token?: string | undefined;
}

async function signIn(app: App, { code, codeVerifier, token }: Brought): Promise<SignedIn | ProblemReply> {
  if (token !== undefined) return app.linkSignIn ? await app.linkSignIn.redeem(token) : nowhere();
  if (code === undefined) return invalidField("code", "must be what the issuer's page sent back");
  if (codeVerifier === undefined)
    return invalidField("codeVerifier", "must be the one that the code was asked for with");
  if (!app.signIn) return nowhere();
  return await app.signIn.finish({ code, codeVerifier, redirectUri: redirectUri(app) });
}

function refusal(refused: Exclude<SignedIn, { ok: true }>): ProblemReply {
  switch (refused.reason) {
    case "code":
      return bad("The sign-in was not accepted: it had been used, was too old or was begun elsewhere. Sign in again.");
    case "link":
      return bad(
        "This link has signed somebody in already, or is of an earlier start: Sayso prints a new one when it starts.",
      );
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
