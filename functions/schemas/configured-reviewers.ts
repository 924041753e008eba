import * as z from "zod/mini";
import "./english.ts";
import type { ReviewerEntry } from "../core/reviewer-entry.ts";
import { reviewerId } from "./identifiers.ts";
import { reviewerRequest, toReviewerEntry } from "./reviewer.ts";

const named = z.looseObject({ id: reviewerId });

/**
 * Entries of the directory as a deployment's settings give them: a list, each with its `id`.
 *
 * @throws Error that names whose entry is wrong, and how
 */
export function configuredEntries(value: unknown): readonly ReviewerEntry[] {
  if (!Array.isArray(value)) throw new Error("reviewers must be a list of entries");
  const entries = value.map((given: unknown, index) => {
    const whose = named.safeParse(given);
    if (!whose.success)
      throw new Error(`reviewers: entry ${index + 1} needs an id of 1 to 128 of A–Z a–z 0–9 . _ ~ : @ -`);
    const { id, ...rest } = whose.data;
    const entry = reviewerRequest.safeParse(rest);
    if (entry.success) return toReviewerEntry(id, entry.data);
    const problems = entry.error.issues.map(({ path, message }) => `${path.join(".") || "the entry"} ${message}`);
    throw new Error(`reviewers: ${id}: ${problems.join("; ")}`);
  });
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new Error(`reviewers: ${twice} has two entries`);
  return entries;
}
