import { digest, type Sha256 } from "../../core/digest.ts";
import type { Notice } from "../../core/notice.ts";
import type { SlackApp, SlackPerson } from "../../ports/slack-app.ts";
import { postJson } from "../https/post-json.ts";
import { escaped, plain, slackBlocks } from "./slack-blocks.ts";
import { callSlack, type SlackOptions } from "./slack-call.ts";
import { slackForm } from "./slack-form.ts";
import { readSlackPayload } from "./slack-payload.ts";
import { verifySlack } from "./slack-signature.ts";

export interface SlackAppOptions extends SlackOptions {
  readonly signingSecret: () => Promise<string | undefined>;
  readonly sha256: Sha256;
}

/** Slack waits three seconds for an answer, and so does its trigger for a form: what takes longer is of no use. */
const formMs = 700;

/** The deployment's Slack app: what people do in it, and what it answers them. */
export function slackApp(options: SlackAppOptions): SlackApp {
  const { guard, signingSecret, now, sha256 } = options;

  /** Whether Slack took an answer to an interaction: its address lives for half an hour. */
  async function respond({ responseUrl }: SlackPerson, body: object): Promise<boolean> {
    if (responseUrl === null || !isSlacks(responseUrl)) return false;
    const { status } = await postJson(guard, responseUrl, {}, JSON.stringify(body));
    return status === 200;
  }

  function isSlacks(url: string): boolean {
    return URL.canParse(url) && (url.startsWith("https://hooks.slack.com/") || guard.allows(url));
  }

  return {
    read: async (headers, body) => {
      const secret = await signingSecret();
      if (secret === undefined) return { kind: "forged" };
      const verified = verifySlack(secret, headers, body, now());
      if (verified !== "genuine") return { kind: verified };
      return readSlackPayload(
        parse(new URLSearchParams(body).get("payload")),
        sha256(headers["x-slack-signature"] ?? ""),
      );
    },
    openForm: async ({ triggerId, carried }) => {
      try {
        const view = slackForm(carried);
        return (await callSlack(options, "views.open", { trigger_id: triggerId, view }, formMs)).ok;
      } catch {
        return false;
      }
    },
    replace: async (person, notice) => {
      await respond(person, { replace_original: true, ...slackBlocks(notice, shownNow(notice)) });
    },
    say: async (person, words) => {
      const text = escaped(words);
      const blocks = [{ type: "section", text: plain(words) }];
      const alone = { response_type: "ephemeral", replace_original: false, text, blocks };
      if (await respond(person, alone)) return;
      await callSlack(options, "chat.postMessage", { channel: person.slackUser, text, blocks });
    },
  };

  function shownNow({ approvalRequestId, linkGeneration, contentDigest }: Notice) {
    return { approvalRequestId, linkGeneration, displayedDigest: digest(sha256, contentDigest), shownAt: now() };
  }
}

function parse(payload: string | null): unknown {
  try {
    return JSON.parse(payload ?? "");
  } catch {
    return undefined;
  }
}
