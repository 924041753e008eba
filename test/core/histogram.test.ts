import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bucketOf, bucketsOf, quantile, upperBound } from "../../functions/core/histogram.ts";

function histogramOf(durations: readonly number[]): Record<number, number> {
  const histogram: Record<number, number> = {};
  for (const ms of durations) histogram[bucketOf(ms)] = (histogram[bucketOf(ms)] ?? 0) + 1;
  return histogram;
}

test("buckets are bounded from a second to over a year, each √2 times the one before", () => {
  assert.deepEqual([0, 1, 2, 3, 12, 50, 51].map(upperBound), [
    1_000,
    1_414,
    2_000,
    2_828,
    64_000,
    33_554_432_000,
    null,
  ]);
});

test("a duration falls into the first bucket that reaches it", () => {
  const durations = [0, 1_000, 1_001, 1_414, 1_415, 3_600_000, 33_554_432_000, 33_554_432_001, 1e15];
  assert.deepEqual(durations.map(bucketOf), [0, 0, 1, 1, 2, 24, 50, 51, 51]);
});

test("the buckets that hold any are told in order", () => {
  assert.deepEqual(bucketsOf({ 12: 1, 3: 0, 9: 4 }), [
    { bucket: 9, count: 4 },
    { bucket: 12, count: 1 },
  ]);
});

test("a quantile lies within its bucket, by how many of it come before", () => {
  assert.equal(quantile({}, 0.5), null);
  assert.equal(quantile({ 2: 4 }, 1), 2_000);
  assert.equal(quantile({ 2: 4 }, 0.5), 1_682);
  assert.equal(quantile({ 0: 10 }, 0.5), 500);
  assert.equal(quantile({ 0: 1, 12: 8, 20: 1 }, 0.9), 64_000);
  assert.equal(quantile({ 51: 1 }, 0.5), 33_554_432_000);
});

test("a quantile is never further from the true one than a bucket is wide", () => {
  const durations = fc.array(fc.integer({ min: 1_000, max: 33_000_000_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.9), (given, part) => {
      const sorted = [...given].sort((a, b) => a - b);
      const truth = sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
      const told = quantile(histogramOf(given), part) ?? 0;
      assert.ok(told >= truth / 1.4145 - 1 && told <= truth * 1.4145 + 1, `${told} for ${truth}`);
    }),
    { seed: 20260101, numRuns: 2_000 },
  );
});
