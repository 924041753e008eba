import { z } from "zod";

/** Block Kit as Slack documents it, as far as it is used: whatever else a message holds, Slack refuses. */
const plainText = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const markdown = (most: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(most), verbatim: z.boolean().optional() });
const anyText = (most: number) => z.union([plainText(most), markdown(most)]);

const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  action_id: z.string().min(1).max(255),
  url: z.url().max(3000).optional(),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
});

const blockId = { block_id: z.string().min(1).max(255).optional() };

const input = z.strictObject({
  type: z.literal("input"),
  ...blockId,
  label: plainText(2000),
  optional: z.boolean().optional(),
  element: z.strictObject({
    type: z.literal("plain_text_input"),
    action_id: z.string().min(1).max(255),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  }),
});

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), ...blockId, text: plainText(150) }),
  z
    .strictObject({
      type: z.literal("section"),
      ...blockId,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
    })
    .refine(({ text, fields }) => text || fields, "a section needs text or fields"),
  z.strictObject({ type: z.literal("context"), ...blockId, elements: z.array(anyText(3000)).min(1).max(10) }),
  z
    .strictObject({ type: z.literal("actions"), ...blockId, elements: z.array(button).min(1).max(25) })
    .refine(
      ({ elements }) => new Set(elements.map(({ action_id }) => action_id)).size === elements.length,
      "each action_id once",
    ),
  input,
]);

const isNoInput = ({ type }: { readonly type: string }) => type !== "input";
const message = {
  text: z.string().min(1).max(4000),
  blocks: z
    .array(block)
    .min(1)
    .max(50)
    .refine((blocks) => blocks.every(isNoInput), "no inputs in a message")
    .optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
};

/** Bodies of the methods of the Web API. */
export const slackMethods = {
  "chat.postMessage": z.strictObject({ channel: z.string().regex(/^[CDGUW][A-Z0-9]{3,}$/), ...message }),
  "chat.update": z.strictObject({ channel: z.string().regex(/^[CDG][A-Z0-9]{3,}$/), ts: z.string(), ...message }),
  "views.open": z.strictObject({
    trigger_id: z.string().min(1),
    view: z
      .strictObject({
        type: z.literal("modal"),
        callback_id: z.string().max(255).optional(),
        private_metadata: z.string().max(3000).optional(),
        title: plainText(24),
        submit: plainText(24).optional(),
        close: plainText(24).optional(),
        blocks: z.array(block).min(1).max(100),
      })
      .refine(({ submit, blocks }) => submit || blocks.every(isNoInput), "inputs need a submit"),
  }),
} as const;

/** What may be sent to an interaction's `response_url`. */
export const slackResponse = z.union([
  z.strictObject({ replace_original: z.literal(true), ...message }),
  z.strictObject({ response_type: z.literal("ephemeral"), replace_original: z.literal(false), ...message }),
]);
