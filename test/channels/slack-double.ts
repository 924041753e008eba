import type { TestContext } from "node:test";
import { slackMethods, slackResponse } from "./block-kit.ts";
import { jsonServer, type PostAnswer, type ReceivedPost } from "./json-server.ts";

export const botToken = "xoxb-token-of-the-tests";

interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into blocks of every type
  body: any;
}

/**
 * Stands in for Slack's Web API as documented: it refuses what Slack would refuse, in Slack's words, and keeps the
 * messages as people would see them.
 */
export async function slackDouble(t: TestContext) {
  const messages: SlackMessage[] = [];
  const calls: string[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  const views: any[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  const ephemeral: any[] = [];
  const answers: PostAnswer[] = [];
  /** Members of the workspace, and the conversation of each with the app. */
  const members: Record<string, string> = { U012RITA: "D012RITA", U012SAM: "D012SAM", U012EVE: "D012EVE" };
  const expired = new Set<string>();
  const no = (error: string): PostAnswer => ({ status: 200, body: { ok: false, error } });

  function respond({ path, body }: ReceivedPost): PostAnswer {
    if (expired.has(path)) return { status: 404, body: "expired_url" };
    const parsed = slackResponse.safeParse(body);
    if (!parsed.success) return { status: 400, body: "invalid_payload" };
    const message = messages.find(({ ts }) => path.endsWith(ts));
    if ("response_type" in parsed.data) ephemeral.push(body);
    else if (message) message.body = body;
    return { status: 200, body: "ok" };
  }

  const url = await jsonServer(t, (post) => {
    const method = post.path.slice("/api/".length);
    calls.push(post.path.startsWith("/api/") ? method : "response_url");
    const planned = answers.shift();
    if (planned) return planned;
    if (post.path.startsWith("/actions/")) return respond(post);
    if (post.headers.authorization !== `Bearer ${botToken}`) return no("invalid_auth");
    const schema = slackMethods[method as keyof typeof slackMethods];
    if (!schema) return no("unknown_method");
    const parsed = schema.safeParse(post.body);
    if (!parsed.success) {
      const inBlocks = parsed.error.issues.some(({ path }) => path.includes("blocks"));
      return no(inBlocks ? "invalid_blocks" : "invalid_arguments");
    }
    const { body } = post;
    if (method === "views.open") {
      views.push(body);
      return { status: 200, body: { ok: true, view: { id: `V${views.length}` } } };
    }
    if (method === "chat.update") {
      const message = messages.find(({ channel, ts }) => channel === body.channel && ts === body.ts);
      if (!message) return no("message_not_found");
      message.body = body;
      return { status: 200, body: { ok: true, channel: body.channel, ts: body.ts } };
    }
    const channel = members[body.channel];
    if (!channel) return no("channel_not_found");
    const ts = `1767261600.${String(messages.length + 1).padStart(6, "0")}`;
    messages.push({ channel, ts, body });
    return { status: 200, body: { ok: true, channel, ts, message: {} } };
  });

  return {
    url,
    apiUrl: `${url}/api`,
    messages,
    calls,
    views,
    ephemeral,
    members,
    expired,
    /** What the next calls are answered with, instead. */
    next: (...planned: PostAnswer[]) => void answers.push(...planned),
  };
}

export type SlackDouble = Awaited<ReturnType<typeof slackDouble>>;
