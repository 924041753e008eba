import assert from "node:assert/strict";
import { test } from "node:test";
import { countEntries } from "../../functions/use-cases/count-entries.ts";
import { chainOf } from "../use-cases/given-deps.ts";
import { rita, vera } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

const hourMs = 3_600_000;

async function stats(app: App, query = "") {
  return app.call("GET", `/v1/stats${query}`, { as: vera });
}

test("statistics are those of the last 30 days, today among them, unless days are named", async () => {
  const app = await givenApp();
  const { json } = await stats(app);
  assert.deepEqual([json.from, json.to, json.days.length], ["2025-12-03", "2026-01-01", 30]);
  const until = await stats(app, "?to=2026-03-01");
  assert.deepEqual([until.json.from, until.json.days.at(-1).day], ["2026-01-31", "2026-03-01"]);
  const year = await stats(app, "?from=2024-01-01&to=2024-12-31");
  assert.equal(year.json.days.length, 366);
});

test("statistics tell what became of requests and what waits", async () => {
  const app = await givenApp();
  await app.ask();
  await app.ask({ approvalRequestId: "claim-43", executionId: "run-1" });
  app.time.now += hourMs;
  const body = { decision: "request_changes", feedback: "Which hotel?" };
  await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body });
  for (const id of ["claim-42", "claim-43"]) await countEntries(app.deps, await chainOf(app.deps, id));
  const { json } = await stats(app, "?from=2026-01-01");
  const decided = { approved: 0, rejected: 0, request_changes: 1 };
  const timeToDecision = {
    ...{ count: 1, medianMs: 3_444_311, p90Ms: 3_956_475 },
    buckets: [{ upToMs: 4_096_000, count: 1 }],
  };
  const figures = { requested: 2, decided, timeToDecision, expired: 0, cancelled: 0, failed: 0 };
  assert.deepEqual(json, {
    ...{ from: "2026-01-01", to: "2026-01-01" },
    days: [{ day: "2026-01-01", ...figures }],
    total: figures,
    agents: [{ agent: "claim-processor", pending: 1, ...figures }],
    reviewers: [{ reviewer: "rita", decided, timeToDecision }],
    now: {
      pending: 1,
      oldestCreatedAt: "2026-01-01T10:00:00.000Z",
      nearestExpiresAt: "2026-01-04T10:00:00.000Z",
    },
  });
});

const wrong: readonly [query: string, field: string, words: string][] = [
  ["?from=2026-02-30", "from", "must be a day, as 2026-11-22"],
  ["?to=2026-13-01", "to", "must be a day, as 2026-11-22"],
  ["?to=tomorrow", "to", "must be a day, as 2026-11-22"],
  ["?from=2026-01-01T00:00:00Z", "from", "must be a day, as 2026-11-22"],
  ["?from=2026-01-02&to=2026-01-01", "from", "must not be after to"],
  ["?from=2025-01-01&to=2026-01-02", "from", "must be at most 366 days before to"],
  ["?agents=a", "agents", "is not known here"],
];
for (const [query, field, detail] of wrong)
  test(`${query} is refused, and why`, async () => {
    const reply = await stats(await givenApp(), query);
    assert.equal(reply.status, 400);
    assert.deepEqual(
      reply.json.errors.find((error: { field: string }) => error.field === field),
      { field, detail },
    );
  });
