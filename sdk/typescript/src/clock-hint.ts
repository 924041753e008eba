/** Seconds by which AWS lets the time of a signature differ from its own. */
const tolerance = 300;

/**
 * What to add to the error of a signed call: a sentence where the call was refused and the server's own `Date` says that
 * the clock of this machine is the reason; empty otherwise.
 */
export function clockHint({ status, headers }: Response, now: number = Date.now()): string {
  if (status !== 401 && status !== 403) return "";
  const ahead = Math.round((now - Date.parse(headers.get("date") ?? "")) / 1000);
  if (!(Math.abs(ahead) > tolerance)) return "";
  const where = ahead > 0 ? `${ahead} s ahead of` : `${-ahead} s behind`;
  return `. This machine's clock is ${where} the server's, and AWS allows a signature ${tolerance}: set the clock`;
}
