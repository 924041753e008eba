import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { TestContext } from "node:test";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { slackApp } from "../../functions/adapters/slack/slack-app.ts";
import { slackChannel } from "../../functions/adapters/slack/slack-channel.ts";
import type { SlackTask } from "../../functions/ports/slack-app.ts";
import { doSlackTask } from "../../functions/use-cases/decide-in-slack.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { channelSender } from "../../functions/use-cases/notify-reviewer.ts";
import { fanOut } from "../../functions/use-cases/webhook-deliveries.ts";
import { givenApp } from "../api/given-app.ts";
import { keepSecret } from "../api/secrets.ts";
import { sha256 } from "../core/sealing.ts";
import { dispatchAll } from "../use-cases/given-deps.ts";
import { ritasEntry } from "./given-message.ts";
import { botToken, slackDouble } from "./slack-double.ts";

export const signingSecret = keepSecret("signing-secret-of-the-tests");

const rita = { ...ritasEntry, id: "rita", channels: ["slack"] } as const;
const sam = { ...rita, id: "sam", name: "Sam Sato", slackUser: "U012SAM" };
const eve = { ...rita, id: "eve", name: "Eve Evans", slackUser: "U012EVE" };

export function signed(body: string, at: number, secret = signingSecret): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${signature}`,
  };
}

export const formOf = (payload: object): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** The API with a Slack app before the double; Rita and Sam review, Eve is in the directory alone. */
export async function givenSlackApp(t: TestContext, own: Partial<Deps> = {}) {
  const slack = await slackDouble(t);
  const tasks: SlackTask[] = [];
  const guard = outgoingGuard(["127.0.0.1"]);
  const time = { now: () => 0 };
  const options = { guard, sha256, apiUrl: slack.apiUrl, now: () => time.now(), botToken: async () => botToken };
  const sender: { send: NonNullable<Deps["senders"]["channel"]>["send"] } = { send: () => assert.fail() };
  const app = await givenApp({
    ...memoryStores(),
    slack: slackApp({ ...options, signingSecret: async () => signingSecret }),
    slackQueue: { push: async (task) => void tasks.push(task) },
    publisher: { publish: (event) => fanOut(app.deps, event as never) },
    senders: { channel: { send: (...delivery) => sender.send(...delivery) } },
    ...own,
  });
  const { deps } = app;
  time.now = deps.clock.now;
  sender.send = channelSender(deps, { slack: slackChannel(options) }).send;
  for (const entry of [rita, sam, eve]) await deps.reviewers.put(entry);

  const post = (body: string, headers: Record<string, string>) =>
    app.call("POST", "/v1/slack/interactions", { headers, body });
  /** Sends a payload as Slack does. */
  const interact = (payload: object, at = deps.clock.now()) => post(formOf(payload), signed(formOf(payload), at));
  // biome-ignore lint/suspicious/noExplicitAny: buttons of every kind
  const buttonsOf = (message = 0): any[] =>
    slack.messages[message]?.body.blocks.find(({ type }: { type: string }) => type === "actions").elements;

  /** What Slack sends when somebody presses a button of a message. */
  function pressed(action: string, { user = "U012RITA", message = 0, actionTs = "1767261601.000100" } = {}): object {
    const value = buttonsOf(message).find(({ action_id: id }) => id === action)?.value;
    const { channel, ts } = slack.messages[message] ?? assert.fail("there is a message");
    return {
      type: "block_actions",
      user: { id: user, username: "somebody", team_id: "T012" },
      api_app_id: "A012",
      team: { id: "T012", domain: "example" },
      container: { type: "message", message_ts: ts, channel_id: channel },
      channel: { id: channel, name: "directmessage" },
      trigger_id: "1234.5678.abcdef",
      response_url: `${slack.url}/actions/T012/1/${ts}`,
      actions: [{ action_id: action, block_id: "b", type: "button", action_ts: actionTs, ...(value && { value }) }],
    };
  }

  /** What Slack sends when the newest form comes back. */
  function filledIn(feedback: string | null, user = "U012RITA"): object {
    const { view } = slack.views.at(-1) ?? assert.fail("there is a form");
    const value = { type: "plain_text_input", value: feedback };
    return {
      type: "view_submission",
      user: { id: user, team_id: "T012" },
      trigger_id: "1234.5678.abcdeg",
      view: { ...view, id: "V1", hash: "1.a", state: { values: { feedback: { feedback: value } } } },
      response_urls: [],
    };
  }

  return {
    ...app,
    slack,
    tasks,
    post,
    interact,
    pressed,
    filledIn,
    buttonsOf,
    /** Asks, and has the reviewers told. */
    asked: async (changes: object = {}) => {
      await app.ask(changes);
      await dispatchAll(deps, "claim-42");
    },
    /** Does what was queued, as the worker does, and has the events told. */
    settle: async () => {
      for (const task of tasks.splice(0)) await doSlackTask({ ...deps, slack: deps.slack ?? assert.fail() }, task);
      await dispatchAll(deps, "claim-42");
    },
    approval: async () => (await deps.approvals.load("claim-42")) ?? assert.fail("it is there"),
  };
}
