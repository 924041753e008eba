import { readFileSync } from "node:fs";
import type { ReviewerEntry } from "../functions/core/reviewer-entry.ts";
import { configuredEntries } from "../functions/schemas/configured-reviewers.ts";

/** The reviewers that `SAYSO_REVIEWERS` names: a JSON list, or the name of a file that holds one. @throws Error that says what is wrong */
export function readReviewers(setting: string | undefined): readonly ReviewerEntry[] {
  if (setting === undefined) return [];
  try {
    return configuredEntries(JSON.parse(/^\s*\[/.test(setting) ? setting : readFileSync(setting, "utf8")));
  } catch (error) {
    throw new Error(`SAYSO_REVIEWERS cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
