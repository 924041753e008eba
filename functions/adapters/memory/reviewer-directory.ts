import type { ReviewerEntry } from "../../core/reviewer-entry.ts";
import type { ReviewerDirectory } from "../../ports/reviewer-directory.ts";
import { type MemoryState, parse } from "./memory-state.ts";

export function memoryReviewerDirectory({ reviewers }: MemoryState): ReviewerDirectory {
  return {
    find: async (id) => parse<ReviewerEntry>(reviewers.get(id)),
    list: async () =>
      [...reviewers.values()].map((json) => JSON.parse(json) as ReviewerEntry).sort((a, b) => (a.id < b.id ? -1 : 1)),
    put: async (entry) => {
      const outcome = reviewers.has(entry.id) ? "replaced" : "created";
      reviewers.set(entry.id, JSON.stringify(entry));
      return outcome;
    },
    remove: async (id) => (reviewers.delete(id) ? "removed" : "not_found"),
  };
}
