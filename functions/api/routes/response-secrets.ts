import { responseSecretRequest, responseSecretResponse } from "../../schemas/response-secret.ts";
import { showResponseSecret } from "../../use-cases/response-secret.ts";
import { route } from "../route.ts";

export const showResponseSecretRoute = route({
  method: "POST",
  path: "/v1/response-secrets",
  operationId: "showResponseSecret",
  summary:
    "The secret with which a reviewer's program signs its approval-responses; always the same until the key changes.",
  callers: ["person"],
  roles: ["admin"],
  body: responseSecretRequest,
  replies: { 200: responseSecretResponse },
  handle: async ({ body, caller }, app) => {
    const { reviewer } = body;
    return { status: 200, body: { reviewer, secret: await showResponseSecret(app, reviewer, caller) } };
  },
});
