import type { ModalView } from "@slack/types";
import { plain } from "./slack-blocks.ts";

/** Names the form, and the field in it. */
export const formId = "request_changes";
export const feedbackField = "feedback";

/** Slack takes no longer text. */
const longestFeedback = 3_000;

/** The form on which a reviewer says which changes they want. */
export function slackForm(carried: string): ModalView {
  return {
    type: "modal",
    callback_id: formId,
    private_metadata: carried,
    title: plain("Request changes"),
    submit: plain("Send to the agent"),
    close: plain("Back"),
    blocks: [
      {
        type: "input",
        block_id: feedbackField,
        label: plain("What must the agent change before it asks again?"),
        element: {
          type: "plain_text_input",
          action_id: feedbackField,
          multiline: true,
          min_length: 1,
          max_length: longestFeedback,
        },
      },
    ],
  };
}
