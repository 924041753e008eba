/** An epoch-milliseconds instant as RFC 3339 in UTC. */
export function toUtc(epochMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: formats its argument; the core still never asks what time it is
  return new Date(epochMs).toISOString();
}
