import * as z from "zod/mini";
import { reviewerDecisions } from "../../core/approval.ts";
import type { SlackRequest } from "../../ports/slack-app.ts";
import { readShownValue } from "./shown-value.ts";
import { feedbackField, formId } from "./slack-form.ts";

const user = z.object({ id: z.string() });

const pressed = z.object({
  type: z.literal("block_actions"),
  user,
  trigger_id: z.string(),
  response_url: z.optional(z.string()),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string(), value: z.optional(z.string()) })),
});

const submitted = z.object({
  type: z.literal("view_submission"),
  user,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [feedbackField]: z.object({ [feedbackField]: z.object({ value: z.nullish(z.string()) }) }),
      }),
    }),
  }),
});

const carried = z.object({ value: z.string(), responseUrl: z.nullable(z.string()) });

const nothing: SlackRequest = { kind: "nothing" };

/** What the payload of an interaction asks for. @param session names what Slack signed */
export function readSlackPayload(payload: unknown, session: string): SlackRequest {
  const button = pressed.safeParse(payload);
  if (button.success) return pressedButton(button.data, session);
  const form = submitted.safeParse(payload);
  return form.success ? submittedForm(form.data, session) : nothing;
}

function pressedButton(
  { user, trigger_id, response_url, actions }: z.infer<typeof pressed>,
  session: string,
): SlackRequest {
  const [action] = actions;
  const shown = readShownValue(action?.value);
  const decision = reviewerDecisions.find((known) => known === action?.action_id);
  if (!action || !shown || !decision) return nothing;
  const person = { slackUser: user.id, responseUrl: response_url ?? null };
  if (decision === "request_changes") {
    const back = JSON.stringify({ value: action.value, responseUrl: person.responseUrl });
    return { kind: "wants_words", form: { ...person, triggerId: trigger_id, carried: back } };
  }
  const interactionId = `${user.id} ${shown.approvalRequestId} ${decision} ${action.action_ts}`;
  return { kind: "decide", ...person, ...shown, interactionId, decision, feedback: null, session };
}

function submittedForm({ user, view }: z.infer<typeof submitted>, session: string): SlackRequest {
  if (view.callback_id !== formId) return nothing;
  const back = carriedBack(view.private_metadata);
  const shown = readShownValue(back?.value);
  if (!back || !shown) return nothing;
  const feedback = view.state.values[feedbackField]?.[feedbackField]?.value?.trim() ?? "";
  if (feedback === "") return { kind: "no_words" };
  return {
    kind: "decide",
    slackUser: user.id,
    responseUrl: back.responseUrl,
    ...shown,
    interactionId: `${user.id} ${shown.approvalRequestId} request_changes ${view.id}`,
    decision: "request_changes",
    feedback,
    session,
  };
}

function carriedBack(text: string) {
  try {
    return carried.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
