import { bucketsOf, quantile, upperBound } from "../core/histogram.ts";
import { toUtc } from "../core/instant.ts";
import { add, type Tally } from "../core/tally.ts";
import type { StatsResponse } from "../schemas/stats.ts";
import type { Deps } from "./deps.ts";

export interface StatsQuery {
  /** Days in UTC, `YYYY-MM-DD`, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly agent?: string | undefined;
  /** Leaves what this person decided, and so nothing that nobody decided. */
  readonly reviewer?: string | undefined;
}

const dayMs = 86_400_000;
const nothing = { counts: {}, took: {} };

/** What became of approvals by day, agent and reviewer, and how many wait now. */
export async function readStats({ stats }: Pick<Deps, "stats">, query: StatsQuery): Promise<StatsResponse> {
  const { from, to, agent, reviewer } = query;
  const [all, { byAgent, oldestCreatedAt, nearestExpiresAt }] = await Promise.all([
    stats.tallies(from, to),
    stats.waiting(),
  ]);
  const wanted = all.filter(
    (tally) =>
      (agent === undefined || tally.agent === agent) && (reviewer === undefined || tally.reviewer === reviewer),
  );
  const ofDay = Map.groupBy(wanted, ({ day }) => day);
  const ofAgent = Map.groupBy(wanted, (tally) => tally.agent);
  const ofReviewer = Map.groupBy(wanted, (tally) => tally.reviewer);
  ofReviewer.delete(null);
  const waitingAgents = reviewer === undefined ? [...byAgent.keys()] : [];
  const agents = [...new Set([...ofAgent.keys(), ...waitingAgents])].filter(
    (name) => agent === undefined || name === agent,
  );
  return {
    ...{ from, to },
    days: daysFrom(from, to).map((day) => ({ day, ...figuresOf(ofDay.get(day)) })),
    total: figuresOf(wanted),
    agents: agents
      .sort()
      .map((name) => ({ agent: name, pending: byAgent.get(name) ?? 0, ...figuresOf(ofAgent.get(name)) })),
    reviewers: [...ofReviewer.keys()].sort().map((id) => {
      const { decided, timeToDecision } = figuresOf(ofReviewer.get(id));
      return { reviewer: id ?? "", decided, timeToDecision };
    }),
    now: {
      pending: [...byAgent.values()].reduce((sum, count) => sum + count, 0),
      oldestCreatedAt: oldestCreatedAt === null ? null : toUtc(oldestCreatedAt),
      nearestExpiresAt: nearestExpiresAt === null ? null : toUtc(nearestExpiresAt),
    },
  };
}

function daysFrom(from: string, to: string): readonly string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return Array.from({ length: (last - first) / dayMs + 1 }, (_, n) => toUtc(first + n * dayMs).slice(0, 10));
}

function figuresOf(tallies: readonly Tally[] = []): StatsResponse["total"] {
  const { counts, took } = tallies.reduce<Pick<Tally, "counts" | "took">>(add, nothing);
  const { requested = 0, approved = 0, rejected = 0, request_changes = 0 } = counts;
  const { expired = 0, cancelled = 0, failed = 0 } = counts;
  const buckets = bucketsOf(took).map(({ bucket, count }) => ({ upToMs: upperBound(bucket), count }));
  return {
    requested,
    decided: { approved, rejected, request_changes },
    timeToDecision: {
      count: buckets.reduce((sum, { count }) => sum + count, 0),
      medianMs: quantile(took, 0.5),
      p90Ms: quantile(took, 0.9),
      buckets,
    },
    ...{ expired, cancelled, failed },
  };
}
