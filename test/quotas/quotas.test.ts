import assert from "node:assert/strict";
import { test } from "node:test";
import { regions } from "../../bench/quotas/quotas.ts";
import { stackNumbers } from "../../bench/quotas/stack-numbers.ts";
import { TokenBucket } from "../../bench/quotas/token-bucket.ts";
import { VirtualTime } from "../../bench/quotas/virtual-time.ts";
import { simulate } from "../../bench/simulated-quotas.ts";
import { maxCallsOfAttempt, refusedPauseMs } from "../../functions/core/resume-policy.ts";

const stack = stackNumbers();
const open = { size: 100_000, perSecond: 100_000 };

test("a bucket takes what it holds at once and what it is filled with after, and queues in order", () => {
  const time = new VirtualTime();
  const bucket = new TokenBucket(time, { size: 3, perSecond: 2 });
  const taken: (readonly [at: number, took: boolean])[] = [];
  time.start(
    (function* () {
      for (const waitMs of [0, 0, 0, 0, 500, 0]) {
        yield waitMs;
        taken.push([time.now, bucket.take()]);
      }
      taken.push([bucket.queueUp(), true], [bucket.queueUp(), true]);
    })(),
  );
  time.run();
  assert.deepEqual(taken, [
    ...[true, true, true, false].map((took) => [0, took] as const),
    ...[true, false].map((took) => [500, took] as const),
    ...[500, 1_000].map((waitMs) => [waitMs, true] as const),
  ]);
});

test("what was refused for its rate is called again within the time of the function that tells agents", () => {
  const pauses = Array.from({ length: maxCallsOfAttempt - 1 }, (_, index) => refusedPauseMs(index + 1, 1));
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000]);
  assert.equal(refusedPauseMs(3, 0.25), 500);
});

test("F6 a simulated burst beyond the quotas: everybody is told, hardly later than the quota bids, the same in each run", () => {
  const run = () => simulate(4_000, { stack, region: regions.other, partitions: 40, admitted: open }, "decide");
  const { neverTold, givenUp, setAside, lagS } = run();
  assert.deepEqual([neverTold, givenUp, setAside], [0, 0, 0]);
  // (2 × 4,000 − 1,500) / 300 = 21.7 s
  assert.ok(lagS.max >= 15 && lagS.p99 <= 60, JSON.stringify(lagS));
  assert.deepEqual(run(), run());
});

test("F11 a simulated mass expiry on a new table: no wait fails, and everybody is told", () => {
  const run = simulate(5_000, { stack, region: regions.large, partitions: 4, admitted: open }, "expire");
  assert.deepEqual([run.waitsFailed, run.neverTold, run.setAside], [0, 0, 0]);
});
