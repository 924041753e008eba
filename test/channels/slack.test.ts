import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { slackChannel } from "../../functions/adapters/slack/slack-channel.ts";
import { claimDecided, requestedAt } from "../core/claim.ts";
import { givenNotice, hostile, ownLink } from "../core/given-notice.ts";
import { sha256 } from "../core/sealing.ts";
import { content } from "../ports/given.ts";
import { givenMessage, ritasEntry } from "./given-message.ts";
import { botToken, slackDouble } from "./slack-double.ts";

async function given(t: TestContext, token: string | undefined = botToken) {
  const slack = await slackDouble(t);
  const guard = outgoingGuard(["127.0.0.1"]);
  const options = { guard, sha256, apiUrl: slack.apiUrl, now: () => requestedAt, botToken: async () => token };
  return { slack, channel: slackChannel(options) };
}

// biome-ignore lint/suspicious/noExplicitAny: blocks of every type
const elements = (body: any) => body.blocks.find(({ type }: { type: string }) => type === "actions").elements;

test("F14 F24 a reviewer is asked in a direct message with buttons, and links that nothing unfurls", async (t) => {
  const { slack, channel } = await given(t);
  const sent = await channel.send(givenMessage());
  assert.deepEqual(sent, { outcome: "delivered", receipt: '{"channel":"D012RITA","ts":"1767261600.000001"}' });
  const [message] = slack.messages;
  const { blocks, ...rest } = message?.body ?? {};
  assert.deepEqual(rest, {
    channel: "U012RITA",
    text: "Approval needed: Pay claim 42",
    unfurl_links: false,
    unfurl_media: false,
  });
  assert.deepEqual(blocks[0].text, { type: "plain_text", text: "Approval needed: Pay claim 42", emoji: false });
  assert.deepEqual(
    blocks[1].fields.map(({ text }: { text: string }) => text.split("\n")[0]),
    ["Asked by", "For", "Action", "Time left", "Only on the page", "Request"],
  );
  const buttons = elements(message?.body);
  assert.deepEqual(
    buttons.map(({ action_id, url }: { action_id: string; url?: string }) => [action_id, url]),
    [
      ["approved", undefined],
      ["rejected", undefined],
      ["request_changes", undefined],
      ["open", ownLink],
    ],
  );
  const [id, generation, displayedDigest, shownAt] = JSON.parse(buttons[0].value);
  assert.deepEqual([id, generation, shownAt], ["claim-42", 1, requestedAt]);
  assert.match(displayedDigest, /^sha256:[0-9a-f]{64}$/);
});

test("F23 F24 what may not be shown whole is approved on the page alone, and the message says so", async (t) => {
  const { slack, channel } = await given(t);
  const sensitive = ["/action/arguments/amount"];
  await channel.send(givenMessage(givenNotice({ content: { ...content, sensitive } })));
  const { body } = slack.messages[0] ?? {};
  assert.deepEqual(
    elements(body).map(({ action_id }: { action_id: string }) => action_id),
    ["rejected", "request_changes", "open"],
  );
  assert.match(JSON.stringify(body), /open the page to approve it/);
  assert.doesNotMatch(JSON.stringify(body), /120\.5/);
});

test("a stranger's text is plain text everywhere, and its address is told as a stranger's", async (t) => {
  const { slack, channel } = await given(t);
  await channel.send(givenMessage(givenNotice({ content: hostile })));
  const { body } = slack.messages[0] ?? {};
  assert.match(body.text, /&lt;!channel&gt; &lt;https:\/\/evil\.example\|here&gt;‹U\+202E›/);
  assert.doesNotMatch(JSON.stringify(body), /mrkdwn/);
  assert.match(JSON.stringify(body), /The agent's own page, which nobody has checked, at evil\.example: /);
  const urls = elements(body).flatMap(({ url }: { url?: string }) => url ?? []);
  assert.deepEqual(urls, [ownLink]);
});

test("a message as long as it can be is one that Slack takes", async (t) => {
  const { channel } = await given(t);
  const approvalRequestUrl = `https://dashboard.example.com/${"x".repeat(2000)}`;
  const action = { name: "x".repeat(200), arguments: { note: "x".repeat(2000) } };
  const long = { ...content, title: "x".repeat(200), action, approvalRequestUrl, sensitive: ["/context"] };
  const feedback = "Because.\n".repeat(1_000);
  assert.equal((await channel.send(givenMessage(givenNotice({ content: long })))).outcome, "delivered");
  const ended = givenNotice({ content: long, approval: { ...claimDecided("rejected"), feedback } });
  assert.equal((await channel.send(givenMessage(ended))).outcome, "delivered");
});

describe("F14 once there is nothing to decide", () => {
  const decided = givenNotice({ type: "approval.decided", approval: claimDecided("rejected") });

  test("every message that asked says how it ended, without a button that decides", async (t) => {
    const { slack, channel } = await given(t);
    const asked = await channel.send(givenMessage());
    const reminded = await channel.send(givenMessage(givenNotice({ type: "approval.reminded" }), { sequence: 2 }));
    const earlier = [asked, reminded].map(({ receipt = "" }, index) => ({ sequence: index + 1, receipt }));
    assert.deepEqual(await channel.send(givenMessage(decided, { sequence: 3, earlier })), { outcome: "delivered" });
    assert.deepEqual(slack.calls, ["chat.postMessage", "chat.postMessage", "chat.update", "chat.update"]);
    for (const { body } of slack.messages) {
      assert.equal(body.text, "Rejected: Pay claim 42");
      assert.deepEqual(
        elements(body).map(({ action_id }: { action_id: string }) => action_id),
        ["open"],
      );
    }
  });

  test("whose message is gone, or was never asked, is told anew", async (t) => {
    const { slack, channel } = await given(t);
    const earlier = [{ sequence: 1, receipt: '{"channel":"D012RITA","ts":"1.000009"}' }];
    assert.equal((await channel.send(givenMessage(decided, { sequence: 2, earlier }))).outcome, "delivered");
    assert.equal((await channel.send(givenMessage(decided, { sequence: 2 }))).outcome, "delivered");
    assert.deepEqual(slack.calls, ["chat.update", "chat.postMessage", "chat.postMessage"]);
  });

  test("F15 or somebody else is asked instead, the message says so", async (t) => {
    const { slack, channel } = await given(t);
    const { receipt = "" } = await channel.send(givenMessage());
    const handedOver = givenNotice({ type: "approval.reassigned", handedOver: true });
    const earlier = [{ sequence: 1, receipt }];
    assert.deepEqual(await channel.send(givenMessage(handedOver, { sequence: 2, earlier })), { outcome: "delivered" });
    assert.deepEqual(slack.calls, ["chat.postMessage", "chat.update"]);
    const [{ body } = assert.fail()] = slack.messages;
    assert.equal(body.text, "Handed over to others: Pay claim 42");
    assert.match(JSON.stringify(body), /nothing is asked of you any more/);
    assert.deepEqual(
      elements(body).map(({ action_id }: { action_id: string }) => action_id),
      ["open"],
    );
  });

  test("a message whose receipt was kept is not sent again", async (t) => {
    const { slack, channel } = await given(t);
    const earlier = [{ sequence: 1, receipt: '{"channel":"D012RITA","ts":"1767261600.000001"}' }];
    assert.deepEqual(await channel.send(givenMessage(undefined, { earlier })), { outcome: "delivered" });
    assert.deepEqual(slack.calls, []);
  });
});

describe("what Slack refuses", () => {
  test("for a while is tried again, when it says", async (t) => {
    const { slack, channel } = await given(t);
    slack.next({ status: 429, headers: { "retry-after": "30" } }, { status: 503 });
    slack.next({ status: 200, body: { ok: false, error: "internal_error" } }, { status: 200, body: "<html>" });
    const outcomes = [];
    for (let n = 0; n < 4; n++) outcomes.push(await channel.send(givenMessage()));
    assert.deepEqual(outcomes, [
      { outcome: "retry", reason: "Slack answered 429", retryAfterMs: 30_000 },
      { outcome: "retry", reason: "Slack answered 503" },
      { outcome: "retry", reason: "Slack answered internal_error" },
      { outcome: "retry", reason: "Slack answered no_json" },
    ]);
  });

  test("for ever is given up: nobody by that id", async (t) => {
    const { channel } = await given(t);
    const to = { ...ritasEntry, slackUser: "U099NOBODY" };
    assert.deepEqual(await channel.send(givenMessage(undefined, { to })), {
      outcome: "gone",
      reason: "Slack answered channel_not_found",
    });
  });

  test("for its token is tried again: somebody may mend it", async (t) => {
    const wrong = await given(t, "xoxb-another");
    assert.equal((await wrong.channel.send(givenMessage())).outcome, "retry");
    const none = await given(t);
    const channel = slackChannel({
      ...none,
      guard: outgoingGuard(),
      sha256,
      now: () => 0,
      botToken: async () => undefined,
    });
    assert.deepEqual(await channel.send(givenMessage()), {
      outcome: "retry",
      reason: "the deployment has no Slack bot token",
    });
  });
});
