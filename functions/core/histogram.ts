/**
 * A distribution of durations over fixed buckets, each √2 times as wide as the one before: whatever is added to it, when
 * and by whom, adds up. Counts by the number of the bucket; absent is 0.
 */
export type Histogram = Readonly<Record<number, number>>;

/** Upper bounds of the buckets, inclusive, in milliseconds: from a second to 388 days. One more bucket has no bound. */
const bounds: readonly number[] = Array.from({ length: 51 }, (_, bucket) => Math.round(1000 * 2 ** (bucket / 2)));

/** The bucket that a duration in milliseconds falls into. */
export function bucketOf(ms: number): number {
  const bucket = bounds.findIndex((bound) => ms <= bound);
  return bucket < 0 ? bounds.length : bucket;
}

/** Inclusive, in milliseconds; null for the last bucket. */
export function upperBound(bucket: number): number | null {
  return bounds[bucket] ?? null;
}

/** The buckets that hold anything, in order. */
export function bucketsOf(histogram: Histogram): readonly { readonly bucket: number; readonly count: number }[] {
  return Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.bucket - b.bucket);
}

/**
 * The duration in milliseconds that a part (0 to 1) of all lie at or below, as near as the buckets tell: at most a fifth
 * of the true value off it from a second on, less for many. Null for an empty histogram.
 */
export function quantile(histogram: Histogram, part: number): number | null {
  const buckets = bucketsOf(histogram);
  let left = part * buckets.reduce((sum, { count }) => sum + count, 0);
  for (const { bucket, count } of buckets) {
    if (left <= count) return within(bucket, left / count);
    left -= count;
  }
  return null;
}

/** A place within a bucket, by equal ratios as the buckets themselves are; what has no bound is taken at its beginning. */
function within(bucket: number, part: number): number {
  const from = bounds[bucket - 1];
  const to = bounds[bucket];
  if (from === undefined) return Math.round((to ?? 0) * part);
  return Math.round(to === undefined ? from : from * (to / from) ** part);
}
