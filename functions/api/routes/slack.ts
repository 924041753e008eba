import * as z from "zod/mini";
import type { SlackApp } from "../../ports/slack-app.ts";
import { observe } from "../../use-cases/observe.ts";
import { unauthenticated } from "../authenticate.ts";
import type { ProblemReply } from "../problem-reply.ts";
import { problemReply } from "../problem-reply.ts";
import { type App, type Reply, route } from "../route.ts";

const formType = "application/x-www-form-urlencoded";

/** Slack's own names. */
const formErrors = z.object({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) });

const minuteMs = 60_000;

/** On the record once a minute and reason: whoever forges requests must not fill the audit trail. */
async function refuse(app: App, reason: "forged" | "stale"): Promise<ProblemReply> {
  const minute = Math.floor(app.clock.now() / minuteMs);
  const eventId = app.crypto.sha256(JSON.stringify(["slack.request_refused", reason, minute]));
  await observe(app, { type: "slack.request_refused", eventId, channel: "slack", detail: { reason } }, null);
  const refused = unauthenticated(reason === "stale" ? "The request is too old." : "Slack did not sign this request.");
  return { ...refused, presentedInBody: true };
}

const acknowledged: Reply = { status: 200, text: "", headers: { "content-type": "text/plain; charset=utf-8" } };

async function answer(
  app: App,
  slack: SlackApp,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
): Promise<Reply> {
  const request = await slack.read(headers, body);
  switch (request.kind) {
    case "forged":
    case "stale":
      return refuse(app, request.kind);
    case "nothing":
      return acknowledged;
    case "no_words":
      return { status: 200, body: { response_action: "errors", errors: { feedback: "Say what must change." } } };
    case "wants_words": {
      const { slackUser, responseUrl } = request.form;
      const words = "The form could not be opened. Press the button again, or open the page.";
      if (!(await slack.openForm(request.form)))
        await app.slackQueue.push({ kind: "say", slackUser, responseUrl, words });
      return acknowledged;
    }
    case "decide":
      await app.slackQueue.push(request);
      return acknowledged;
  }
}

export const slackInteractionsRoute = route({
  method: "POST",
  path: "/v1/slack/interactions",
  operationId: "receiveSlackInteraction",
  summary: "What people do in the deployment's Slack app. Slack signs it; it is answered before anything is decided.",
  callers: ["anonymous"],
  form: z.object({ payload: z.string() }),
  replies: { 200: formErrors },
  handle: async ({ headers, rawBody }, app) => {
    if (!app.slack) return problemReply("not_found", "This deployment has no Slack app.");
    if (headers["content-type"]?.split(";")[0]?.trim().toLowerCase() !== formType)
      return problemReply("unsupported_media_type", `Send the body as content-type ${formType}.`);
    if (rawBody === null) return problemReply("invalid_request", "The body is not UTF-8.");
    return answer(app, app.slack, headers, rawBody);
  },
});
