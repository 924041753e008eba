import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { type TestContext, test } from "node:test";
import { z } from "zod";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { teamsChannel } from "../../functions/adapters/teams/teams-channel.ts";
import { claimDecided, requestedAt } from "../core/claim.ts";
import { givenNotice, hostile, ownLink } from "../core/given-notice.ts";
import { content } from "../ports/given.ts";
import { givenMessage, ritasEntry } from "./given-message.ts";
import { jsonServer, type PostAnswer } from "./json-server.ts";

// The package's modules are for bundlers; the bundle that it brings along is for anybody.
const { AdaptiveCard, SerializationContext, Versions }: typeof import("adaptivecards") = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
);

/** What the trigger "When a Teams webhook request is received" takes. */
const webhookMessage = z.strictObject({
  type: z.literal("message"),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal("application/vnd.microsoft.card.adaptive"),
        contentUrl: z.null().optional(),
        content: z.looseObject({ type: z.literal("AdaptiveCard"), version: z.literal("1.4") }),
      }),
    )
    .length(1),
});

const mostBytes = 28 * 1024;

/** What Microsoft's own parser finds wrong with a card. */
function faults(card: object): readonly string[] {
  const context = new SerializationContext(Versions.v1_4);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const found = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  return [...found, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

async function given(t: TestContext) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into cards
  const cards: any[] = [];
  const answers: PostAnswer[] = [];
  const url = await jsonServer(t, ({ body, text, path }) => {
    const planned = answers.shift();
    if (planned) return planned;
    if (!path.includes("sig=")) return { status: 401 };
    if (Buffer.byteLength(text) > mostBytes) return { status: 413 };
    const parsed = webhookMessage.safeParse(body);
    if (!parsed.success || faults(body.attachments[0].content).length > 0) return { status: 400 };
    cards.push({ path, card: body.attachments[0].content });
    return { status: 202 };
  });
  const urls = async () => ({ default: `${url}/workflows/1?sig=shared`, rita: `${url}/workflows/2?sig=ritas` });
  const channel = teamsChannel({ guard: outgoingGuard(["127.0.0.1"]), urls, now: () => requestedAt });
  return { cards, channel, answers };
}

const delivered = { outcome: "delivered", responseStatus: 202 };

test("the parser that cards are held to finds what is wrong", () => {
  assert.deepEqual(faults({ type: "AdaptiveCard", version: "1.4", body: [{ type: "TextBlock", text: "x" }] }), []);
  assert.notDeepEqual(faults({ type: "AdaptiveCard", version: "1.4", body: [{ type: "Nothing" }] }), []);
  assert.notDeepEqual(faults({ type: "AdaptiveCard", version: "1.4", actions: [{ type: "Action.OpenUrl" }] }), []);
  assert.notDeepEqual(
    faults({ type: "AdaptiveCard", version: "1.4", body: [{ type: "TextBlock", size: "Vast" }] }),
    [],
  );
});

test("an approval that is asked is a card with the facts and one way to the page", async (t) => {
  const { cards, channel } = await given(t);
  assert.deepEqual(await channel.send(givenMessage()), delivered);
  const [{ card, path }] = cards;
  assert.equal(path, "/workflows/1?sig=shared");
  assert.equal(card.body[0].inlines[0].text, "Approval needed: Pay claim 42");
  assert.deepEqual(
    card.body.slice(1).map(({ inlines }: { inlines: { text: string }[] }) => inlines.map(({ text }) => text).join("")),
    givenNotice().facts.map(({ label, text }) => `${label}: ${text}`),
  );
  assert.deepEqual(card.actions, [{ type: "Action.OpenUrl", title: "See it whole and decide", url: ownLink }]);
});

test("how it ended is a card of its own; a reviewer's own workflow is told theirs", async (t) => {
  const { cards, channel } = await given(t);
  const decided = givenNotice({ type: "approval.decided", approval: claimDecided("request_changes") });
  await channel.send(givenMessage(decided, { to: { ...ritasEntry, teamsWorkflow: "rita" } }));
  assert.equal(cards[0].path, "/workflows/2?sig=ritas");
  assert.equal(cards[0].card.body[0].inlines[0].text, "Changes requested: Pay claim 42");
});

test("F24 a stranger's text is in runs that read no Markdown, its address no link, and no card too large", async (t) => {
  const { cards, channel } = await given(t);
  const approvalRequestUrl = `https://dashboard.example.com/${"x".repeat(2000)}`;
  const action = { name: "🙂".repeat(100), arguments: { note: "🙂".repeat(2000) } };
  const long = { ...content, title: "🙂".repeat(100), action, approvalRequestUrl, sensitive: ["/context"] };
  const ended = { ...claimDecided("rejected"), feedback: "🙂".repeat(5000) };
  for (const notice of [
    givenNotice({ content: hostile }),
    givenNotice({ content: long }),
    givenNotice({ content: long, approval: ended }),
  ])
    assert.deepEqual(await channel.send(givenMessage(notice)), delivered);
  const [{ card }] = cards;
  for (const { type, inlines } of card.body) {
    assert.equal(type, "RichTextBlock");
    for (const run of inlines) assert.deepEqual([run.type, run.selectAction], ["TextRun", undefined]);
  }
  assert.deepEqual(
    card.actions.map(({ url }: { url: string }) => url),
    [ownLink],
  );
});

test("what Teams refuses, and an address that may not be sent to", async (t) => {
  const { channel, answers } = await given(t);
  answers.push({ status: 429, headers: { "retry-after": "5" } }, { status: 404 });
  const first = await channel.send(givenMessage());
  assert.deepEqual(first, { outcome: "retry", reason: "Teams answered 429", responseStatus: 429, retryAfterMs: 5_000 });
  // A workflow that was turned off can be turned on again.
  assert.deepEqual(await channel.send(givenMessage()), {
    ...{ outcome: "retry", reason: "Teams answered 404", responseStatus: 404 },
  });
  const elsewhere = teamsChannel({
    guard: outgoingGuard(),
    urls: async () => ({ default: "http://169.254.169.254/x?sig=1" }),
    now: () => 0,
  });
  assert.deepEqual(await elsewhere.send(givenMessage()), {
    outcome: "retry",
    reason: "the address of the Teams workflow must be an https URL",
  });
});
