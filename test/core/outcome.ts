import type { Verdict } from "../../functions/core/command.ts";

/** A verdict in one line: its events in order, then `!` and the code when refused; `-` when nothing happens. */
export function outcome(verdict: Verdict): string {
  const words = verdict.events.map((event) => event.type as string);
  if (!verdict.ok) words.push(`!${verdict.refusal.code}`);
  return words.join(" ") || "-";
}
