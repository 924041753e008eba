import { existsSync, readFileSync } from "node:fs";
import type { ReviewerEntry } from "../core/reviewer-entry.ts";

/** The reviewers whom the deployment's properties name, as they were checked and laid beside the function's code. */
export function builtReviewers(): readonly ReviewerEntry[] {
  const path = `${import.meta.dirname}/reviewers.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as ReviewerEntry[]) : [];
}
