import type { Histogram } from "./histogram.ts";
import { bucketOf } from "./histogram.ts";

/** How an approval ends, as the statistics tell it: an error by what caused it. */
export const outcomes = ["approved", "rejected", "request_changes", "expired", "cancelled", "failed"] as const;
export type Outcome = (typeof outcomes)[number];

/** Something about one approval that is counted once: that it was asked for, or how it ended. */
export interface Occurrence {
  readonly approvalRequestId: string;
  readonly what: "requested" | Outcome;
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly agent: string;
  /** Who decided; null where nobody did. */
  readonly reviewer: string | null;
  /** From the request to the decision, in milliseconds; null where nobody decided. */
  readonly tookMs: number | null;
}

export type Counts = Readonly<Partial<Record<Occurrence["what"], number>>>;

/** What happened on one day to one agent's requests by one reviewer, or by nobody. */
export interface Tally extends Pick<Occurrence, "day" | "agent" | "reviewer"> {
  readonly counts: Counts;
  /** How long those took that a person decided. */
  readonly took: Histogram;
}

/** Two occurrences with the same key are the same one. */
export function occurrenceKey({ approvalRequestId, what }: Occurrence): string {
  return `${what === "requested" ? "requested" : "ended"} ${approvalRequestId}`;
}

/** What an occurrence adds to the number of its agent's pending approvals. */
export function pendingBy({ what }: Pick<Occurrence, "what">): 1 | -1 {
  return what === "requested" ? 1 : -1;
}

/** What occurrences come to, by day, agent and reviewer. */
export function tally(occurrences: Iterable<Occurrence>): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { what, day, agent, reviewer, tookMs } of occurrences) {
    const key = JSON.stringify([day, agent, reviewer]);
    const took: Histogram = tookMs === null ? {} : { [bucketOf(tookMs)]: 1 };
    const one: Tally = { day, agent, reviewer, counts: { [what]: 1 }, took };
    const known = tallies.get(key);
    tallies.set(key, known ? { ...one, ...add(known, one) } : one);
  }
  return [...tallies.values()];
}

/** Both together. */
export function add(a: Pick<Tally, "counts" | "took">, b: Pick<Tally, "counts" | "took">) {
  return { counts: sum<Counts>(a.counts, b.counts), took: sum<Histogram>(a.took, b.took) };
}

function sum<T extends Readonly<Record<string, number | undefined>>>(a: T, b: T): T {
  const total: Record<string, number> = {};
  for (const part of [a, b])
    for (const [name, count] of Object.entries(part)) total[name] = (total[name] ?? 0) + (count ?? 0);
  return total as T;
}
