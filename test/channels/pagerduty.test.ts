import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { z } from "zod";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { pagerdutyChannel } from "../../functions/adapters/pagerduty/pagerduty-channel.ts";
import type { NoticeMessage } from "../../functions/ports/notification-channel.ts";
import { cancelledClaim, claimDecided, expiredClaim, requestedAt } from "../core/claim.ts";
import { givenNotice, hostile, ownLink } from "../core/given-notice.ts";
import { sha256 } from "../core/sealing.ts";
import { content } from "../ports/given.ts";
import { givenMessage, ritasEntry } from "./given-message.ts";
import { jsonServer, type PostAnswer } from "./json-server.ts";

const shared = "R".repeat(32);
const ritas = "A".repeat(32);

/** Events API v2 as PagerDuty documents it. */
const event = z.discriminatedUnion("event_action", [
  z.strictObject({
    event_action: z.literal("trigger"),
    routing_key: z.string().length(32),
    dedup_key: z.string().min(1).max(255).optional(),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string().optional() })).optional(),
    images: z.array(z.strictObject({ src: z.url(), href: z.url().optional(), alt: z.string().optional() })).optional(),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(["critical", "warning", "error", "info"]),
      timestamp: z.iso.datetime({ offset: true }).optional(),
      component: z.string().optional(),
      group: z.string().optional(),
      class: z.string().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.strictObject({
    event_action: z.enum(["acknowledge", "resolve"]),
    routing_key: z.string().length(32),
    dedup_key: z.string().min(1).max(255),
  }),
]);

async function given(t: TestContext) {
  // biome-ignore lint/suspicious/noExplicitAny: events of every kind
  const events: any[] = [];
  const answers: PostAnswer[] = [];
  const url = await jsonServer(t, ({ path, body }) => {
    const planned = answers.shift();
    if (planned) return planned;
    if (path !== "/v2/enqueue") return { status: 404 };
    const parsed = event.safeParse(body);
    if (!parsed.success)
      return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors: [] } };
    events.push(body);
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key: body.dedup_key } };
  });
  const channel = pagerdutyChannel({
    guard: outgoingGuard(["127.0.0.1"]),
    ...{ sha256, publicUrl: "https://sayso.example", now: () => requestedAt },
    routingKeys: async () => ({ default: shared, rita: ritas }),
    eventsUrl: `${url}/v2/enqueue`,
  });
  return { events, channel, answers };
}

const page = { url: "https://sayso.example/review/claim-42", own: false };
const delivered = { outcome: "delivered", responseStatus: 202 };

test("an approval that is asked raises an alert, with the page that asks to sign in where others read it too", async (t) => {
  const { events, channel } = await given(t);
  assert.deepEqual(await channel.send(givenMessage(givenNotice({ page }))), delivered);
  const [{ dedup_key: key, payload, ...rest }] = events;
  assert.match(key, /^sayso-[0-9a-f]{8}-claim-42$/);
  assert.deepEqual(rest, {
    routing_key: shared,
    event_action: "trigger",
    client: "Sayso",
    client_url: page.url,
    links: [{ href: page.url, text: "See it whole and decide" }],
  });
  const { custom_details: details, ...about } = payload;
  assert.deepEqual(about, {
    summary: "Approval needed: Pay claim 42",
    source: "sayso.example",
    severity: "warning",
    timestamp: "2026-01-01T10:00:00.000Z",
    component: "approvals",
    class: "approval.created",
  });
  assert.equal(details.Action, 'pay_claim: amount 120.5, currency "EUR"');
});

test("a reviewer's own service is told their own link", async (t) => {
  const { events, channel } = await given(t);
  const to = { ...ritasEntry, pagerdutyService: "rita" };
  await channel.send(givenMessage(undefined, { to }));
  assert.deepEqual([events[0].routing_key, events[0].client_url], [ritas, ownLink]);
});

test("one alert for each approval: reminders join it, an escalation raises its severity, every end and a handing-over resolve it", async (t) => {
  const { events, channel } = await given(t);
  const notices = [
    givenNotice(),
    givenNotice({ type: "approval.reminded" }),
    givenNotice({ type: "approval.escalated" }),
    givenNotice({ type: "approval.decided", approval: claimDecided("approved") }),
    givenNotice({ type: "approval.expired", approval: expiredClaim }),
    givenNotice({ type: "approval.cancelled", approval: cancelledClaim }),
    givenNotice({ type: "approval.reassigned", handedOver: true }),
  ];
  for (const notice of notices) assert.deepEqual(await channel.send(givenMessage(notice)), delivered);
  assert.equal(new Set(events.map(({ dedup_key: key }) => key)).size, 1);
  assert.deepEqual(
    events.map(({ event_action: action, payload }) => [action, payload?.severity]),
    [
      ["trigger", "warning"],
      ["trigger", "warning"],
      ["trigger", "error"],
      ["resolve", undefined],
      ["resolve", undefined],
      ["resolve", undefined],
      ["resolve", undefined],
    ],
  );
});

test("whatever the agent says is taken, and what is marked sensitive is not said", async (t) => {
  const { events, channel } = await given(t);
  const long = "x".repeat(128);
  const approvalRequestUrl = `https://dashboard.example.com/${"x".repeat(2000)}`;
  for (const asked of [
    hostile,
    { ...content, approvalRequestUrl, title: "x".repeat(200), sensitive: ["/action/arguments"] },
  ]) {
    const { approvalRequestId: _, ...notice } = givenNotice({ content: asked });
    assert.deepEqual(await channel.send(givenMessage({ ...notice, approvalRequestId: long })), delivered);
  }
  assert.doesNotMatch(JSON.stringify(events[1]), /120\.5/);
});

test("what PagerDuty refuses is given up when it will refuse it again, and tried again when it may not", async (t) => {
  const { channel, answers } = await given(t);
  answers.push({ status: 429, headers: { "retry-after": "60" } }, { status: 500 }, { status: 400 });
  const outcomes = [];
  for (let n = 0; n < 3; n++) outcomes.push(await channel.send(givenMessage()));
  assert.deepEqual(outcomes, [
    { outcome: "retry", reason: "PagerDuty answered 429", responseStatus: 429, retryAfterMs: 60_000 },
    { outcome: "retry", reason: "PagerDuty answered 500", responseStatus: 500 },
    { outcome: "gone", reason: "PagerDuty answered 400", responseStatus: 400 },
  ]);
  const to: NoticeMessage["to"] = { ...ritasEntry, pagerdutyService: "unknown" };
  const reason = "the deployment has no routing key of that PagerDuty service";
  assert.deepEqual(await channel.send(givenMessage(undefined, { to })), { outcome: "retry", reason });
});
