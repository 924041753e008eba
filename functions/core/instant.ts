/** An epoch-milliseconds instant as RFC 3339 in UTC. */
export function toUtc(epochMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: formats its argument; the core still never asks what time it is
  return new Date(epochMs).toISOString();
}

const hourMs = 3_600_000;

/** Whole milliseconds of an input in hours, fractions allowed; never none. */
export function hoursInMs(hours: number): number {
  return Math.max(1, Math.round(hours * hourMs));
}
