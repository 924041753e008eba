import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { countEntries } from "../../functions/use-cases/count-entries.ts";
import { readStats } from "../../functions/use-cases/read-stats.ts";
import { requestApproval } from "../../functions/use-cases/request-approval.ts";
import { runTimers } from "../../functions/use-cases/run-timers.ts";
import { answer, ask, claim, otherAgent } from "./claim.ts";
import { chainOf, givenDeps, hour, minute, t0 } from "./given-deps.ts";

const days = { from: "2026-01-01", to: "2026-01-02" };
const none = { count: 0, medianMs: null, p90Ms: null, buckets: [] };

/** One approved after ten minutes, one rejected the next day, one expired, one cancelled and one that waits. */
async function givenFive() {
  const given = givenDeps();
  const { deps, time } = given;
  const ids = ["approved", "rejected", "expired", "cancelled", "waits"];
  for (const id of ids) await ask(deps, { approvalRequestId: id, expiresInHours: id === "expired" ? 1 : 72 });
  time.now = t0 + 10 * minute;
  await answer(deps, { approvalRequestId: "approved" });
  await cancelApproval(deps, { approvalRequestId: "cancelled", requester: "agent:claim-processor", feedback: "gone" });
  time.now = t0 + 2 * hour;
  await runTimers(deps, "expired");
  time.now = t0 + 24 * hour;
  await answer(deps, { approvalRequestId: "rejected", decision: "rejected" });
  const entries = (await Promise.all(ids.map((id) => chainOf(deps, id)))).flat();
  return { ...given, entries };
}

test("entries are told as what became of approvals, by day, agent and reviewer", async () => {
  const { deps, entries } = await givenFive();
  await countEntries(deps, entries);
  const stats = await readStats(deps, days);
  const tenMinutes = { count: 1, medianMs: 608_874, p90Ms: 699_412, buckets: [{ upToMs: 724_077, count: 1 }] };
  assert.deepEqual(stats.days[0], {
    day: "2026-01-01",
    requested: 5,
    decided: { approved: 1, rejected: 0, request_changes: 0 },
    ...{ expired: 1, cancelled: 1, failed: 0 },
    timeToDecision: tenMinutes,
  });
  assert.deepEqual(stats.days[1]?.decided, { approved: 0, rejected: 1, request_changes: 0 });
  assert.equal(stats.days.length, 2);
  assert.equal(stats.total.timeToDecision.count, 2);
  assert.deepEqual(
    stats.agents.map(({ agent, pending, requested }) => ({ agent, pending, requested })),
    [{ agent: "claim-processor", pending: 1, requested: 5 }],
  );
  assert.deepEqual(
    stats.reviewers.map(({ reviewer, decided }) => ({ reviewer, decided })),
    [{ reviewer: "rita", decided: { approved: 1, rejected: 1, request_changes: 0 } }],
  );
  assert.deepEqual(stats.now, {
    pending: 1,
    oldestCreatedAt: "2026-01-01T10:00:00.000Z",
    nearestExpiresAt: "2026-01-04T10:00:00.000Z",
  });
});

test("F6 entries that come twice, late or out of order are counted once", async () => {
  const { deps, entries } = await givenFive();
  await countEntries(deps, entries);
  const once = await readStats(deps, days);
  await countEntries(deps, [...entries].reverse());
  for (const entry of entries) await countEntries(deps, [entry, entry]);
  assert.deepEqual(await readStats(deps, days), once);
  const other = await givenFive();
  for (const entry of [...other.entries].reverse()) await countEntries(other.deps, [entry]);
  assert.deepEqual(await readStats(other.deps, days), once);
});

test("statistics are those of one agent or one reviewer where they are asked for", async () => {
  const { deps, entries } = await givenFive();
  const request = { ...claim, approvalRequestId: "other" };
  await requestApproval(deps, { request, requestedBy: otherAgent, agent: "mailer" });
  await countEntries(deps, [...entries, ...(await chainOf(deps, "other"))]);
  const mailer = await readStats(deps, { ...days, agent: "mailer" });
  assert.deepEqual(
    mailer.agents.map(({ agent, pending }) => ({ agent, pending })),
    [{ agent: "mailer", pending: 1 }],
  );
  assert.deepEqual([mailer.total.requested, mailer.total.timeToDecision, mailer.reviewers], [1, none, []]);
  assert.equal(mailer.now.pending, 2, "how many wait now is told of all");
  const rita = await readStats(deps, { ...days, reviewer: "rita" });
  assert.deepEqual(rita.total.decided, { approved: 1, rejected: 1, request_changes: 0 });
  assert.deepEqual([rita.total.requested, rita.total.expired], [0, 0]);
  assert.deepEqual(
    rita.agents.map(({ agent }) => agent),
    ["claim-processor"],
  );
  const nobody = await readStats(deps, { ...days, reviewer: "sam" });
  assert.deepEqual([nobody.total.timeToDecision, nobody.agents, nobody.reviewers], [none, [], []]);
});
