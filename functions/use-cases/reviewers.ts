import type { ReviewerEntry } from "../core/reviewer-entry.ts";
import type { ReviewerDirectory } from "../ports/reviewer-directory.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";

type Needs = Pick<Deps, "reviewers" | "audit" | "clock" | "crypto">;
type Person = { readonly id: string; readonly name: string };

/** Writes a reviewer's entry and records who did; what it says of them is in no audit entry, only what kind of thing changed. */
export async function putReviewer(deps: Needs, entry: ReviewerEntry, by: Person) {
  const before = await deps.reviewers.find(entry.id);
  // What a newer version knows of them besides stays.
  const outcome = await deps.reviewers.put({ ...before, ...entry });
  if (outcome === "configured") return outcome;
  const changed = fieldNames(entry).filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(entry[field]));
  const detail = { outcome, changed: changed.join(" "), channels: entry.channels.join(" ") };
  await observe(deps, { type: "reviewer.changed", detail, reviewers: [entry.id] }, by);
  return outcome;
}

/** Removes a reviewer's entry: they can still decide what they were asked, and are told of nothing more. */
export async function removeReviewer(deps: Needs, id: string, by: Person) {
  const outcome = await deps.reviewers.remove(id);
  if (outcome === "removed") await observe(deps, { type: "reviewer.removed", reviewers: [id] }, by);
  return outcome;
}

/** Ids of those who are in a team, by the directory as it is now. */
export async function membersOf({ reviewers }: Pick<Deps, "reviewers">, team: string): Promise<readonly string[]> {
  return (await reviewers.list()).filter(({ teams }) => teams.includes(team)).map(({ id }) => id);
}

function fieldNames(entry: ReviewerEntry) {
  return Object.keys(entry) as (keyof ReviewerEntry)[];
}

/** The directory with the entries that the deployment's own settings give: they come first, and nobody changes them here. */
export function configuredReviewers(
  entries: readonly ReviewerEntry[],
  directory: ReviewerDirectory,
): ReviewerDirectory {
  const given = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    find: async (id) => given.get(id) ?? directory.find(id),
    list: async () => {
      const others = (await directory.list()).filter(({ id }) => !given.has(id));
      return [...given.values(), ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    put: async (entry) => (given.has(entry.id) ? "configured" : directory.put(entry)),
    remove: async (id) => (given.has(id) ? "configured" : directory.remove(id)),
  };
}
