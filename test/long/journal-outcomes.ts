import type { JournalLine } from "./claims-journal.ts";

/** The last outcome of each claim. */
export function journalOutcomes(journal: readonly JournalLine[]): ReadonlyMap<string, JournalLine> {
  return new Map(journal.filter(({ type }) => type === "outcome").map((line) => [line.claimId, line]));
}
