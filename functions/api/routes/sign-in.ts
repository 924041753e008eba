import { anyQuery } from "../../schemas/queries.ts";
import { signInResponse } from "../../schemas/session.ts";
import { type ProblemReply, problemReply } from "../problem-reply.ts";
import { type App, route } from "../route.ts";

export function nowhere(): ProblemReply {
  return problemReply("not_found", "Nobody signs in on a page here: open the link that Sayso printed when it started.");
}

/** Where people come back to: configured, as every address that is handed out, and never what a request says. */
export function redirectUri({ settings }: App): string {
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
