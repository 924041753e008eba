/** Milliseconds to wait, from a `Retry-After` header (RFC 9110, 10.2.3): whole seconds or a date, nothing else. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  // Date.parse reads "-5" and "1.5" as dates of some year; a date of HTTP begins with its day's name.
  const at = /^[A-Z]/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
