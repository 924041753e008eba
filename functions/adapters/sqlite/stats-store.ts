import type { Histogram } from "../../core/histogram.ts";
import { type Counts, type Occurrence, pendingBy, type Tally, tally } from "../../core/tally.ts";
import type { StatsStore } from "../../ports/stats-store.ts";
import type { Database } from "./database.ts";

/** Names of a tally's buckets among its counts. */
const bucketPrefix = "took ";

export function sqliteStatsStore(db: Database): StatsStore {
  return {
    count: (occurrences) => db.write(() => count(db, occurrences)),
    tallies: async (from, to) => {
      const sql = "SELECT day, agent, reviewer, what, n FROM stats WHERE day BETWEEN ? AND ?";
      return toTallies(db.all(sql, from, to) as unknown as readonly Row[]);
    },
    waiting: async () => ({
      byAgent: new Map(
        db.all("SELECT agent, n FROM stats_pending WHERE n <> 0").map(({ agent, n }) => [String(agent), Number(n)]),
      ),
      oldestCreatedAt: leastOfPending(db, "created_at"),
      nearestExpiresAt: leastOfPending(db, "expires_at"),
    }),
  };
}

interface Row extends Pick<Tally, "day" | "agent"> {
  /** Empty where nobody decided. */
  readonly reviewer: string;
  readonly what: string;
  readonly n: number;
}

function count(db: Database, occurrences: readonly Occurrence[]): void {
  const fresh = occurrences.filter(({ approvalRequestId, what }) => {
    const stage = what === "requested" ? "requested" : "ended";
    return (
      db.run("INSERT OR IGNORE INTO stats_counted (approval_id, stage) VALUES (?, ?)", approvalRequestId, stage) === 1
    );
  });
  for (const { day, agent, reviewer, counts, took } of tally(fresh)) {
    const buckets = Object.entries(took).map(([bucket, n]) => [`${bucketPrefix}${bucket}`, n] as const);
    for (const [what, n] of [...Object.entries(counts), ...buckets])
      db.run(
        `INSERT INTO stats (day, agent, reviewer, what, n) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        ...[day, agent, reviewer ?? "", what, n],
      );
  }
  for (const one of fresh)
    db.run(
      "INSERT INTO stats_pending (agent, n) VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
      ...[one.agent, pendingBy(one)],
    );
}

function toTallies(rows: readonly Row[]): readonly Tally[] {
  const groups = Map.groupBy(rows, ({ day, agent, reviewer }) => JSON.stringify([day, agent, reviewer]));
  return [...groups.values()].map((group) => {
    const [{ day, agent, reviewer }] = group as [Row];
    const counts: Record<string, number> = {};
    const took: Record<string, number> = {};
    for (const { what, n } of group)
      if (what.startsWith(bucketPrefix)) took[what.slice(bucketPrefix.length)] = n;
      else counts[what] = n;
    return { day, agent, reviewer: reviewer || null, counts: counts as Counts, took: took as Histogram };
  });
}

/** Indexes that have the pending ones in these orders: left to itself SQLite sorts them all by the expiry. */
const pendingIn = { created_at: "approvals_by_status", expires_at: "approvals_pending_by_expiry" } as const;

function leastOfPending(db: Database, column: keyof typeof pendingIn): number | null {
  const row = db.get(
    `SELECT ${column} AS at FROM approvals INDEXED BY ${pendingIn[column]}
     WHERE status = 'pending' ORDER BY ${column} LIMIT 1`,
  );
  return row ? Number(row.at) : null;
}
