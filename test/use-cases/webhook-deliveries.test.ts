import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DeliveryPlace } from "../../functions/ports/delivery-store.ts";
import { attemptDelivery } from "../../functions/use-cases/attempt-delivery.ts";
import { redeliver, redeliverAll } from "../../functions/use-cases/redeliver.ts";
import { sweepDeliveries } from "../../functions/use-cases/sweep-deliveries.ts";
import { fanOut } from "../../functions/use-cases/webhook-deliveries.ts";
import { changeWebhook, removeWebhook, testWebhook } from "../../functions/use-cases/webhook-endpoints.ts";
import { answer, ask } from "./claim.ts";
import { dispatchAll, hour, minute, second, t0 } from "./given-deps.ts";
import { givenWebhooks } from "./given-webhooks.ts";

const ada = { id: "ada", name: "Ada Admin" };
const failing = () => ({ outcome: "retry", reason: "it answered 500", responseStatus: 500 }) as const;

async function decided(given: ReturnType<typeof givenWebhooks>): Promise<void> {
  await ask(given.deps, { resume: { kind: "poll" } });
  await answer(given.deps);
  await dispatchAll(given.deps, "claim-42");
}

describe("an event", () => {
  test("goes to every enabled endpoint that wants its type, as the bus has it", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all");
    await given.addEndpoint("wh_decided", { eventTypes: ["approval.decided"] });
    await given.addEndpoint("wh_off", { enabled: false });
    await decided(given);
    await given.drain();
    const told = given.posts.map(({ endpointId, body }) => `${endpointId} ${JSON.parse(body).type}`).sort();
    assert.deepEqual(told, ["wh_all approval.created", "wh_all approval.decided", "wh_decided approval.decided"]);
    const { type, timestamp, sequence, eventId, data } = JSON.parse(given.posts.at(-1)?.body ?? "");
    assert.deepEqual(
      [type, timestamp, sequence, eventId],
      ["approval.decided", "2026-01-01T10:00:00.000Z", 2, "event-3"],
    );
    assert.deepEqual(
      [data.approvalRequestId, data.decision, data.feedback],
      ["claim-42", "approved", "Receipts match."],
    );
    assert.deepEqual(await given.deliveriesTo("wh_off"), []);
  });

  test("F13 of a type that only the next version publishes goes to whoever wants all of them", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all");
    await given.addEndpoint("wh_decided", { eventTypes: ["approval.decided"] });
    const { deps } = given;
    const timestamp = "2026-01-01T10:00:00.000Z";
    const data = { approvalRequestId: "claim-42" };
    await fanOut(deps, { eventId: "e-1", type: "approval.delegated", timestamp, sequence: 2, data });
    await given.drain();
    assert.deepEqual(
      given.posts.map(({ endpointId, body }) => `${endpointId} ${JSON.parse(body).type}`),
      ["wh_all approval.delegated"],
    );
  });

  test("that resumes an agent, which carries what the agent left, goes to nobody else", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all");
    await given.deps.publisher.publish({
      eventId: "e-1",
      type: "execution.resuming",
      timestamp: "2026-01-01T10:00:00.000Z",
      sequence: 2,
      data: { approvalRequestId: "claim-42" },
      resume: { executionId: null, detail: "hush" },
    });
    assert.deepEqual(await given.deliveriesTo("wh_all"), []);
  });

  test("F7 that is dispatched again and again is one delivery, made once, with one webhook-id", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all");
    await decided(given);
    for (let n = 0; n < 3; n++) await dispatchAll(given.deps, "claim-42");
    await given.drain();
    await dispatchAll(given.deps, "claim-42");
    await given.drain();
    assert.equal(given.posts.length, 2);
    assert.equal(new Set(given.posts.map(({ messageId }) => messageId)).size, 2);
    assert.equal((await given.deliveriesTo("wh_all")).length, 2);
  });

  test("has the same body at each attempt, whatever became of the approval meanwhile", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.created"] });
    given.answers(failing);
    await ask(given.deps, { resume: { kind: "poll" } });
    await dispatchAll(given.deps, "claim-42");
    await given.drain();
    await answer(given.deps);
    await dispatchAll(given.deps, "claim-42");
    await given.pass(hour);
    assert.equal(given.posts.length, 4);
    assert.equal(new Set(given.posts.map(({ body }) => body)).size, 1);
    assert.equal(new Set(given.posts.map(({ messageId }) => messageId)).size, 1);
    assert.match(given.posts[0]?.messageId ?? "", /^msg_[0-9a-f]{32}$/);
  });
});

describe("an attempt", () => {
  test("F7 is made by one of many at once", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    await decided(given);
    given.loseQueue();
    const [delivery] = await given.deliveriesTo("wh_all");
    await Promise.all(Array.from({ length: 8 }, () => attemptDelivery(given.deps, delivery ?? assert.fail())));
    assert.equal(given.posts.length, 1);
  });

  test("F6 that a crash cuts short does not count, and is made again when its time is up", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    await decided(given);
    given.loseQueue();
    const crash = { send: () => new Promise<never>(() => {}) };
    const [delivery] = await given.deliveriesTo("wh_all");
    void attemptDelivery({ ...given.deps, senders: { webhook: crash } }, delivery ?? assert.fail());
    await new Promise((resolve) => setImmediate(resolve));
    await given.pass(30 * second, 10 * second);
    assert.equal(given.posts.length, 0, "somebody is at it, for all that is known");
    await given.pass(30 * second, 10 * second);
    assert.equal(given.posts.length, 1);
    assert.deepEqual(
      (await given.deliveriesTo("wh_all")).map(({ status, tried }) => [status, tried]),
      [["succeeded", 1]],
    );
  });

  test("F6 that was queued and lost there is queued again by the sweep", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    await decided(given);
    given.loseQueue();
    await given.pass(minute);
    assert.equal(given.posts.length, 0);
    await given.pass(minute);
    assert.equal(given.posts.length, 1);
  });

  test("that breaks on the way is tried again, and only the kind of the fault is written down", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    given.answers(() => Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:443 hush"), { code: "ECONNREFUSED" }));
    await decided(given);
    await given.drain();
    const [delivery] = await given.deliveriesTo("wh_all");
    assert.deepEqual(delivery?.attempts, [
      { at: t0, tookMs: 0, outcome: "retry", responseStatus: null, reason: "ECONNREFUSED" },
    ]);
    assert.equal(delivery?.status, "pending");
  });

  test("that lasts longer than it was given leaves the record to the one that followed", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    await decided(given);
    given.loseQueue();
    const [delivery] = await given.deliveriesTo("wh_all");
    const place = delivery ?? assert.fail();
    const slow = {
      send: async () => {
        given.time.now += 2 * minute;
        await attemptDelivery(given.deps, place);
        return failing();
      },
    };
    assert.equal(await attemptDelivery({ ...given.deps, senders: { webhook: slow } }, place), undefined);
    const [after] = await given.deliveriesTo("wh_all");
    assert.deepEqual([after?.status, after?.attempts.length], ["succeeded", 1]);
  });
});

describe("a receiver that fails", () => {
  test("is tried ten times over three days; then the delivery is given up, on the record", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    given.answers(failing);
    await decided(given);
    await given.drain();
    await given.pass(96 * hour);
    assert.equal(given.posts.length, 10);
    const [delivery] = await given.deliveriesTo("wh_all");
    assert.deepEqual([delivery?.status, delivery?.tried], ["failed", 10]);
    const [entry, ...others] = await given.entriesOf("delivery.given_up");
    assert.equal(others.length, 0);
    assert.equal(entry?.approvalRequestId, "claim-42");
    assert.deepEqual(entry?.detail, {
      deliveryId: delivery?.deliveryId,
      destination: "webhook:wh_all",
      type: "approval.decided",
      attempts: 10,
      reason: "it answered 500",
    });
  });

  test("for five days is turned off and says so; what it misses then is known, and brought when it is on again", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.created"] });
    given.answers(failing);
    for (let day = 1; day <= 7; day++) {
      await ask(given.deps, { approvalRequestId: `claim-${day}`, resume: { kind: "poll" } });
      await dispatchAll(given.deps, `claim-${day}`);
      await given.drain();
      await given.pass(24 * hour, 10 * minute);
    }
    const endpoint = await given.deps.webhooks.find("wh_all");
    assert.deepEqual([endpoint?.enabled, endpoint?.disabledBecause], [false, "failing"]);
    const [entry, ...others] = await given.entriesOf("webhook.disabled");
    assert.equal(others.length, 0);
    assert.deepEqual(entry?.detail, { endpointId: "wh_all", because: "failing" });
    const offAt = Date.parse(entry?.at ?? "");
    assert.ok(offAt >= t0 + 120 * hour && offAt <= t0 + 121 * hour, entry?.at);
    await given.pass(48 * hour, 10 * minute);
    const posted = given.posts.length;
    given.answers(() => ({ outcome: "delivered", responseStatus: 200 }));
    await changeWebhook(given.deps, "wh_all", { enabled: true }, ada);
    const all = { kind: "webhook", endpointId: "wh_all" } as const;
    const { queued } = await redeliverAll(given.deps, all, { status: "failed", cursor: null });
    await given.drain();
    assert.equal(queued, 7);
    const told = given.posts.slice(posted).map(({ body }) => JSON.parse(body).data.approvalRequestId);
    assert.deepEqual(told.sort(), ["claim-1", "claim-2", "claim-3", "claim-4", "claim-5", "claim-6", "claim-7"]);
    assert.ok((await given.deliveriesTo("wh_all")).every(({ status }) => status === "succeeded"));
  });

  test("answers 410: it is turned off at once", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all");
    given.answers(() => ({ outcome: "gone", reason: "it answered 410", responseStatus: 410 }));
    await decided(given);
    await given.drain();
    assert.equal((await given.deps.webhooks.find("wh_all"))?.disabledBecause, "answered_410");
    assert.equal((await given.entriesOf("webhook.disabled")).length, 1);
    assert.equal(given.posts.length, 1, "the other event's delivery is given up without a try");
    assert.deepEqual(
      (await given.deliveriesTo("wh_all")).map(({ status }) => status),
      ["failed", "failed"],
    );
  });

  test("is on its feet again: its failures are forgotten", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    given.answers(failing);
    await decided(given);
    await given.drain();
    assert.deepEqual((await given.deps.webhooks.find("wh_all"))?.failing, { since: t0, seen: t0 });
    given.answers(() => ({ outcome: "delivered" }));
    await given.pass(minute, second);
    assert.equal((await given.deps.webhooks.find("wh_all"))?.failing, null);
  });
});

describe("the wait for the next attempt", () => {
  test("is kept by the queue up to 15 minutes, and by the row beyond", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    given.answers(failing);
    await decided(given);
    await given.drain();
    for (const tried of [1, 2]) {
      const [delivery] = await given.deliveriesTo("wh_all");
      assert.equal(delivery?.tried, tried);
      assert.equal(given.queueLength(), 1);
      assert.equal((delivery?.dueAt ?? 0) - (delivery?.notBefore ?? 0), 2 * minute, "the sweep looks later");
      given.time.now = delivery?.notBefore ?? assert.fail();
      await given.drain();
    }
    const [delivery] = await given.deliveriesTo("wh_all");
    assert.equal(delivery?.tried, 3);
    assert.equal(given.queueLength(), 0);
    assert.equal(delivery?.dueAt, delivery?.notBefore);
    given.time.now = delivery?.dueAt ?? 0;
    const swept = await sweepDeliveries(given.deps);
    assert.deepEqual(swept, { queued: 1, failed: 0, oldestOverdueMs: 0 });
    await given.drain();
    assert.equal(given.posts.length, 4);
  });

  test("of one that cannot be queued holds up no other", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_a", { eventTypes: ["approval.decided"] });
    await given.addEndpoint("wh_b", { eventTypes: ["approval.decided"] });
    await decided(given);
    given.loseQueue();
    given.time.now = t0 + 5 * minute;
    const deliveryQueue = {
      push: async ({ destination }: DeliveryPlace) => {
        if (destination.kind === "webhook" && destination.endpointId === "wh_a") throw new Error("the queue is away");
      },
    };
    const swept = await sweepDeliveries({ ...given.deps, deliveryQueue });
    assert.deepEqual(swept, { queued: 1, failed: 1, oldestOverdueMs: 3 * minute });
  });
});

describe("a redelivery", () => {
  test("sends one event again under the same webhook-id, and one that is under way once", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
    await decided(given);
    const [pending] = await given.deliveriesTo("wh_all");
    const place = pending ?? assert.fail();
    assert.equal((await redeliver(given.deps, place))?.round, 1);
    await given.drain();
    assert.equal(given.posts.length, 1);
    assert.equal((await redeliver(given.deps, place))?.round, 2);
    await redeliver(given.deps, place);
    await given.drain();
    assert.equal(given.posts.length, 2);
    assert.equal(given.posts[0]?.messageId, given.posts[1]?.messageId);
    assert.equal(await redeliver(given.deps, { ...place, deliveryId: "dlv_0" }), undefined);
  });

  test("of a stretch of time sends all of it, a hundred at a time", async () => {
    const given = givenWebhooks();
    await given.addEndpoint("wh_all", { eventTypes: ["approval.created"] });
    for (let n = 0; n < 130; n++) {
      given.time.now = t0 + n * minute;
      await ask(given.deps, { approvalRequestId: `claim-${n}`, resume: { kind: "poll" } });
      await dispatchAll(given.deps, `claim-${n}`);
    }
    await given.drain();
    assert.equal(given.posts.length, 130);
    const all = { kind: "webhook", endpointId: "wh_all" } as const;
    const range = { from: t0 + 10 * minute, to: t0 + 125 * minute };
    const first = await redeliverAll(given.deps, all, { ...range, cursor: null });
    const rest = await redeliverAll(given.deps, all, { ...range, cursor: first.nextCursor });
    assert.deepEqual([first.queued, rest.queued, rest.nextCursor], [100, 15, null]);
    await given.drain();
    assert.equal(given.posts.length, 245);
  });
});

test("a test event goes to its endpoint alone, also while that is turned off, and changes nothing about it", async () => {
  const given = givenWebhooks();
  await given.addEndpoint("wh_a", { enabled: false, eventTypes: ["approval.decided"] });
  await given.addEndpoint("wh_b");
  given.answers(() => ({ outcome: "gone", reason: "it answered 410" }));
  const sent = await testWebhook(given.deps, "wh_a", null);
  await given.drain();
  assert.deepEqual(
    given.posts.map(({ endpointId }) => endpointId),
    ["wh_a"],
  );
  const { type, eventId, data } = JSON.parse(given.posts[0]?.body ?? "");
  assert.deepEqual([type, eventId, data.status], ["webhook.test", sent?.eventId, "pending"]);
  const [delivery] = await given.deliveriesTo("wh_a");
  assert.deepEqual([delivery?.type, delivery?.approvalRequestId], ["webhook.test", null]);
  assert.equal((await given.deps.webhooks.find("wh_a"))?.version, 1);
  assert.equal(await testWebhook(given.deps, "wh_none", null), undefined);
});

test("what is on its way to an endpoint that is removed is given up", async () => {
  const given = givenWebhooks();
  await given.addEndpoint("wh_all", { eventTypes: ["approval.decided"] });
  await decided(given);
  await removeWebhook(given.deps, "wh_all", ada);
  await given.drain();
  assert.equal(given.posts.length, 0);
  const [entry] = await given.entriesOf("delivery.given_up");
  assert.equal(entry?.detail.reason, "the endpoint was removed");
});
