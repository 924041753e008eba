import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type EventDelivery,
  newDelivery,
  reopened,
  type Sent,
  settled,
  taken,
} from "../../functions/core/event-delivery.ts";
import { jitter, maxDeliveryAttempts, retryDelayMs } from "../../functions/core/retry-schedule.ts";
import { sha256 } from "./sealing.ts";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** 2026-01-01T10:00:00.000Z */
const t0 = 1_767_261_600_000;
const to = { kind: "webhook", endpointId: "wh_a" } as const;
const event = { eventId: "e-1", type: "approval.decided", sequence: 2 };
const fresh = newDelivery(sha256, to, event, { approvalRequestId: "claim-1", createdAt: t0, dueAt: t0 + minute });
const refused: Sent = { outcome: "retry", reason: "it answered 500", responseStatus: 500 };

function tried(delivery: EventDelivery, sent: Sent, now: number): EventDelivery {
  const held = taken(delivery, now, now + minute) ?? assert.fail("it may be tried");
  return settled(sha256, held, sent, now, now + 7);
}

test("the schedule is Standard Webhooks' own: ten attempts, 75 hours 35 minutes and 5 seconds from first to last", () => {
  const delays = Array.from({ length: 9 }, (_, n) => retryDelayMs(n + 1, 0));
  assert.deepEqual(delays, [
    5 * second,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ]);
  assert.equal(maxDeliveryAttempts, 10);
  assert.deepEqual([retryDelayMs(2, -1), retryDelayMs(2, 1)], [240_000, 360_000]);
});

test("jitter is spread evenly over its whole range, the same for the same attempt", () => {
  const samples = Array.from({ length: 4_000 }, (_, n) => jitter(sha256(`delivery ${n}`)));
  assert.ok(samples.every((sample) => sample >= -1 && sample <= 1));
  const tenths = Array.from({ length: 10 }, (_, n) => samples.filter((s) => Math.floor((s + 1) * 5) === n).length);
  assert.ok(Math.min(...tenths) > 320 && Math.max(...tenths) < 480, tenths.join(" "));
  assert.equal(jitter("00000000ff"), -1);
  assert.equal(jitter("ffffffff00"), 1);
});

describe("a delivery", () => {
  test("is known by its event and destination, and its id sorts by time", () => {
    assert.match(fresh.deliveryId, /^dlv_01767261600000_[0-9a-f]{20}$/);
    const about = { approvalRequestId: "claim-1", createdAt: t0, dueAt: 0 };
    assert.equal(newDelivery(sha256, to, event, about).deliveryId, fresh.deliveryId);
    const others = [
      newDelivery(sha256, { kind: "webhook", endpointId: "wh_b" }, event, about),
      newDelivery(sha256, to, { ...event, eventId: "e-2" }, about),
      newDelivery(sha256, to, event, { ...about, createdAt: t0 + 1 }),
    ];
    assert.equal(new Set([fresh, ...others].map(({ deliveryId }) => deliveryId)).size, 4);
    assert.ok((others[2]?.deliveryId ?? "") > fresh.deliveryId);
  });

  test("is over when it arrived", () => {
    const after = tried(fresh, { outcome: "delivered", responseStatus: 204 }, t0 + second);
    assert.deepEqual([after.status, after.dueAt, after.tried], ["succeeded", null, 1]);
    assert.deepEqual(after.attempts, [
      { at: t0 + second, tookMs: 7, outcome: "delivered", responseStatus: 204, reason: null },
    ]);
    assert.equal(taken(after, t0 + hour, t0 + 2 * hour), undefined);
  });

  test("is given up at once when its receiver is gone", () => {
    const after = tried(fresh, { outcome: "gone", reason: "it answered 410", responseStatus: 410 }, t0);
    assert.deepEqual([after.status, after.dueAt], ["failed", null]);
  });

  test("is nobody else's while somebody tries, and anybody's when they never come back", () => {
    const held = taken(fresh, t0, t0 + minute);
    assert.ok(held);
    assert.deepEqual([held.notBefore, held.dueAt, held.version], [t0 + minute, t0 + minute, 2]);
    assert.equal(taken(held, t0 + minute - 1, t0 + hour), undefined);
    const again = taken(held, t0 + minute, t0 + hour);
    assert.equal(again?.tried, 0, "an attempt that nobody heard the end of does not count");
  });

  test("waits by the schedule, up to a fifth more or less, and is given up after the tenth attempt", () => {
    let delivery = fresh;
    let now = t0;
    const waited: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      delivery = tried(delivery, refused, now);
      assert.deepEqual([delivery.status, delivery.tried], ["pending", attempt]);
      assert.equal(delivery.dueAt, delivery.notBefore);
      assert.equal(taken(delivery, delivery.notBefore - 1, Number.POSITIVE_INFINITY), undefined);
      waited.push(delivery.notBefore - now - 7);
      now = delivery.notBefore;
    }
    for (const [n, ms] of waited.entries()) {
      const ratio = ms / retryDelayMs(n + 1, 0);
      assert.ok(ratio >= 0.8 && ratio <= 1.2, `after ${n + 1}: × ${ratio}`);
    }
    assert.ok(new Set(waited.map((ms, n) => ms / retryDelayMs(n + 1, 0))).size > 5, "chance is at work");
    const last = tried(delivery, refused, now);
    assert.deepEqual([last.status, last.tried, last.dueAt, last.attempts.length], ["failed", 10, null, 10]);
  });

  test("F14 waits for as long as the receiver asks, where that is longer, and never longer than a day", () => {
    const wait = (retryAfterMs: number) => tried(fresh, { ...refused, retryAfterMs }, t0).notBefore - t0 - 7;
    assert.equal(wait(hour), hour);
    assert.ok(wait(1) >= 4 * second && wait(1) <= 6 * second);
    assert.equal(wait(365 * 24 * hour), 24 * hour);
  });

  test("that is over is made again from the first attempt on, with its history; one under way goes on", () => {
    const failed = tried(fresh, { outcome: "gone", reason: "it answered 410" }, t0);
    const again = reopened(failed, t0 + hour) ?? assert.fail("it was over");
    assert.deepEqual([again.status, again.round, again.tried, again.attempts.length], ["pending", 2, 0, 1]);
    assert.deepEqual([again.notBefore, again.dueAt], [t0 + hour, t0 + hour]);
    assert.equal(again.deliveryId, failed.deliveryId);
    assert.equal(reopened(again, t0 + hour), undefined);
    assert.equal(reopened(fresh, t0 + hour), undefined);
  });

  test("keeps its newest twenty attempts", () => {
    let delivery = fresh;
    for (let n = 1; n <= 23; n++) {
      const at = t0 + n * hour;
      delivery = tried(reopened(delivery, at) ?? delivery, { outcome: "gone", reason: `${n}` }, at);
    }
    assert.deepEqual(
      delivery.attempts.map(({ reason }) => Number(reason)),
      Array.from({ length: 20 }, (_, n) => n + 4),
    );
  });
});
