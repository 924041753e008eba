import type { Sent } from "../../core/event-delivery.ts";
import type { OutgoingGuard } from "../../ports/effects.ts";
import { postJson } from "../https/post-json.ts";
import { retryAfterMs } from "../https/retry-after.ts";

export interface SlackOptions {
  readonly guard: OutgoingGuard;
  readonly botToken: () => Promise<string | undefined>;
  readonly now: () => number;
  /** @default - Slack's own */
  readonly apiUrl?: string;
}

export type SlackAnswer =
  | { readonly ok: true; readonly [field: string]: unknown }
  | { readonly ok: false; readonly failed: Sent & { outcome: "retry" | "gone" }; readonly error: string };

/** Errors by which Slack says that this message will never be taken; the others may pass, or be mended meanwhile. */
const final = new Set([
  "channel_not_found",
  "user_not_found",
  "user_disabled",
  "cannot_dm_bot",
  "is_archived",
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_arguments",
  "msg_too_long",
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
]);

const slackApi = "https://slack.com/api";

/** Calls a method of Slack's Web API. The token travels in a header, and no answer of Slack's reaches a log. */
export async function callSlack(
  { guard, botToken, now, apiUrl = slackApi }: SlackOptions,
  method: string,
  body: object,
  timeoutMs?: number,
): Promise<SlackAnswer> {
  const token = await botToken();
  if (token === undefined) return failure("retry", "no_token", "the deployment has no Slack bot token");
  const headers = { authorization: `Bearer ${token}` };
  const {
    status,
    retryAfter,
    body: text,
  } = await postJson(guard, `${apiUrl}/${method}`, headers, JSON.stringify(body), { timeoutMs });
  if (status !== 200)
    return failure("retry", String(status), `Slack answered ${status}`, retryAfterMs(retryAfter, now()));
  const answer = parse(text);
  if (answer.ok === true) return { ...answer, ok: true };
  const error = /^[a-z_]{1,64}$/.exec(String(answer.error))?.[0] ?? "unknown";
  return failure(
    final.has(error) ? "gone" : "retry",
    error,
    `Slack answered ${error}`,
    retryAfterMs(retryAfter, now()),
  );
}

function failure(outcome: "retry" | "gone", error: string, reason: string, wait?: number): SlackAnswer & { ok: false } {
  const failed =
    outcome === "gone" ? { outcome, reason } : { outcome, reason, ...(wait !== undefined && { retryAfterMs: wait }) };
  return { ok: false, error, failed };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return { error: "no_json" };
  }
}
