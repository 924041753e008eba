import { toUtc } from "../../core/instant.ts";
import { statsQuery, statsResponse } from "../../schemas/stats.ts";
import { readStats } from "../../use-cases/read-stats.ts";
import { invalidField } from "../problem-reply.ts";
import { route } from "../route.ts";

const dayMs = 86_400_000;
const defaultDays = 30;
const maxDays = 366;

export const getStatsRoute = route({
  method: "GET",
  path: "/v1/stats",
  operationId: "getStats",
  summary:
    "What became of approvals by day (UTC), agent and reviewer, and how many wait now. The last 30 days unless `from` and `to` (both inclusive) say otherwise.",
  callers: ["person"],
  roles: ["reviewer", "auditor", "admin"],
  query: statsQuery,
  replies: { 200: statsResponse },
  handle: async ({ query }, app) => {
    const { to = toUtc(app.clock.now()).slice(0, 10), agent, reviewer } = query;
    const { from = toUtc(Date.parse(to) - (defaultDays - 1) * dayMs).slice(0, 10) } = query;
    if (from > to) return invalidField("from", "must not be after to");
    if (Date.parse(to) - Date.parse(from) >= maxDays * dayMs)
      return invalidField("from", `must be at most ${maxDays} days before to`);
    return { status: 200, body: await readStats(app, { from, to, agent, reviewer }) };
  },
});
