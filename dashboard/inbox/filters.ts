import type { ApprovalSummary } from "../page/wire.ts";

/** What the reader has narrowed the list to; it stands in the address. Empty strings narrow nothing. */
export interface Filters {
  readonly mine: boolean;
  /** Name of a team whose requests they are; empty for whoever is in none, null for everybody's. */
  readonly team: string | null;
  readonly search: string;
  readonly agent: string;
  readonly action: string;
  /** Name of a field of `metadata`. */
  readonly field: string;
  /** A number: at least so much. Anything else: contains. */
  readonly value: string;
  /** Asked at least so many hours ago. */
  readonly olderHours: string;
}

const names = ["search", "agent", "action", "field", "value", "olderHours"] as const;

export function readFilters(query: URLSearchParams): Filters {
  const texts = Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
  return { ...(texts as Omit<Filters, "mine" | "team">), mine: query.has("mine"), team: query.get("team") };
}

export function writeFilters({ mine, team, ...texts }: Filters): URLSearchParams {
  const said = Object.entries(texts).filter(([, value]) => value !== "");
  const whose = mine ? [["mine", ""]] : team === null ? [] : [["team", team]];
  return new URLSearchParams([...whose, ...said] as [string, string][]);
}

/** What to ask the service for: whose requests, the most urgent first. The other filters look at what it gave. */
export function queryOf({ mine, team }: Filters, personId: string): string {
  const whose = mine ? `&reviewer=${encodeURIComponent(personId)}` : team ? `&team=${encodeURIComponent(team)}` : "";
  return `status=pending&sort=expiresAt&limit=100${whose}`;
}

/** Whether somebody looks for some of what is loaded. */
export function isNarrowed(filters: Filters): boolean {
  return filters.search.trim() !== "" || countFilters(filters) > 0;
}

/** How many of them narrow the list beyond the search and whose it is. */
export function countFilters({ agent, action, value, olderHours }: Filters): number {
  return [agent, action, value, olderHours].filter((each) => each !== "").length;
}

/** What is left, the most urgent first. */
export function narrowed(approvals: readonly ApprovalSummary[], filters: Filters, now: number) {
  return approvals
    .filter((approval) => fits(approval, filters, now))
    .sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
}

function fits(approval: ApprovalSummary, { search, agent, action, field, value, olderHours }: Filters, now: number) {
  const { agent: by, actionName, metadata, createdAt } = approval;
  if (agent !== "" && by !== agent) return false;
  if (action !== "" && actionName !== action) return false;
  if (value !== "" && field !== "" && !holds(metadata[field], value)) return false;
  if (olderHours !== "" && now - Date.parse(createdAt) < Number(olderHours) * 3_600_000) return false;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = searched(approval);
  return words.every((word) => text.includes(word));
}

function holds(has: string | number | boolean | undefined, value: string): boolean {
  if (has === undefined) return false;
  if (typeof has === "number" && Number.isFinite(Number(value))) return has >= Number(value);
  return String(has).toLowerCase().includes(value.toLowerCase());
}

function searched({ approvalRequestId, title, agent, actionName, executionId, reviewers, metadata }: ApprovalSummary) {
  const more = Object.entries(metadata).flat().map(String);
  return [approvalRequestId, title, agent, actionName, executionId, ...reviewers, ...more].join("\n").toLowerCase();
}
