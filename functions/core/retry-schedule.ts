const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;

/** Milliseconds from each attempt to the next: Standard Webhooks' own schedule, three days in all. */
const delays = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** After as many attempts a delivery is given up. */
export const maxDeliveryAttempts = delays.length + 1;

const spread = 0.2;

/** Milliseconds to the next attempt after `tried` of them, made up to 20 % shorter or longer. */
export function retryDelayMs(tried: number, jitter: number): number {
  const delay = delays[tried - 1] ?? 24 * hour;
  return Math.round(delay * (1 + spread * jitter));
}

/** -1 to 1 out of a digest: chance enough to spread deliveries, and the same for the same one. */
export function jitter(hexDigest: string): number {
  return (Number.parseInt(hexDigest.slice(0, 8), 16) / 0xffff_ffff) * 2 - 1;
}
