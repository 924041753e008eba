import { existsSync, readFileSync } from "node:fs";

/** A line of the runner's journal. */
export interface JournalLine {
  readonly at: string;
  readonly type: "analysed" | "outcome";
  readonly claimId: string;
  readonly outcome?: string;
  readonly feedback?: string | null;
}

/** The whole lines of the journal; one that is being written is left out. */
export function journalLines(path: string): readonly JournalLine[] {
  const whole = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  return whole.map((line) => JSON.parse(line));
}

/** How many whole lines there are. */
export function journalLength(path: string): number {
  return existsSync(path) ? readFileSync(path).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 0) : 0;
}
