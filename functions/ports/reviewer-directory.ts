import type { ReviewerEntry } from "../core/reviewer-entry.ts";

/** Who the reviewers are and how they are reached. Whoever has no entry can still decide: nobody tells them. */
export interface ReviewerDirectory {
  find(id: string): Promise<ReviewerEntry | undefined>;
  /** By id. A deployment has few: they are listed whole. */
  list(): Promise<readonly ReviewerEntry[]>;
  /** Writes an entry over whatever was there. `configured`: the deployment's own settings say who this is. */
  put(entry: ReviewerEntry): Promise<"created" | "replaced" | "configured">;
  remove(id: string): Promise<"removed" | "not_found" | "configured">;
}
