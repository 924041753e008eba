import assert from "node:assert/strict";
import { suite } from "node:test";
import type { Occurrence } from "../../functions/core/tally.ts";
import type { StatsStore } from "../../functions/ports/stats-store.ts";
import { cancelBy, minute, rita, sam, t0 } from "./given.ts";
import { type Adapter, onStores, plain } from "./stores-under-test.ts";

const claims = "claim-processor";

function requested(approvalRequestId: string, day = "2026-01-01", agent = claims): Occurrence {
  return { approvalRequestId, what: "requested", day, agent, reviewer: null, tookMs: null };
}

function ended(approvalRequestId: string, what: Occurrence["what"], own: Partial<Occurrence> = {}): Occurrence {
  return { ...requested(approvalRequestId), what, ...own };
}

const byRita = { reviewer: rita.id, tookMs: 90_000 };

/** Tallies in a fixed order. */
async function talliesOf(stats: StatsStore, from = "2026-01-01", to = "2026-12-31") {
  const order = ({ day, agent, reviewer }: { day: string; agent: string; reviewer: string | null }) =>
    `${day} ${agent} ${reviewer ?? ""}`;
  return plain([...(await stats.tallies(from, to))].sort((a, b) => (order(a) < order(b) ? -1 : 1)));
}

async function pendingOf(stats: StatsStore) {
  return Object.fromEntries((await stats.waiting()).byAgent);
}

/** `StatsStore`. */
export function statsContract(adapter: Adapter): void {
  suite("stats", () => {
    onStores(adapter, "add up by day, agent and reviewer", async ({ stats }) => {
      await stats.count([
        requested("a"),
        requested("b"),
        requested("c", "2026-01-02"),
        requested("d", "2026-01-02", "mailer"),
      ]);
      await stats.count([ended("a", "approved", byRita), ended("b", "approved", { ...byRita, tookMs: 100 })]);
      await stats.count([
        ended("c", "rejected", { day: "2026-01-03", reviewer: sam.id, tookMs: 86_400_000 }),
        ended("d", "expired", { day: "2026-01-03", agent: "mailer" }),
      ]);
      const nobody = { reviewer: null, took: {} };
      assert.deepEqual(await talliesOf(stats), [
        { day: "2026-01-01", agent: claims, ...nobody, counts: { requested: 2 } },
        { day: "2026-01-01", agent: claims, reviewer: rita.id, counts: { approved: 2 }, took: { 0: 1, 13: 1 } },
        { day: "2026-01-02", agent: claims, ...nobody, counts: { requested: 1 } },
        { day: "2026-01-02", agent: "mailer", ...nobody, counts: { requested: 1 } },
        { day: "2026-01-03", agent: claims, reviewer: sam.id, counts: { rejected: 1 }, took: { 33: 1 } },
        { day: "2026-01-03", agent: "mailer", ...nobody, counts: { expired: 1 } },
      ]);
    });

    onStores(adapter, "are told of the days that are asked for, both ends among them", async ({ stats }) => {
      const days = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03"];
      await stats.count(days.map((day) => requested(`claim-${day}`, day)));
      const told = async (from: string, to: string) => (await talliesOf(stats, from, to)).map(({ day }) => day);
      assert.deepEqual(await told("2026-01-01", "2026-01-02"), ["2026-01-01", "2026-01-02"]);
      assert.deepEqual(await told("2025-01-01", "2026-01-01"), ["2025-12-31", "2026-01-01"]);
      assert.deepEqual(await told("2026-01-04", "2026-01-31"), []);
    });

    onStores(adapter, "count nothing twice, however often and with what else it comes", async ({ stats }) => {
      const life = [requested("a"), requested("b"), ended("a", "approved", byRita)];
      await stats.count(life);
      await stats.count(life);
      await stats.count([ended("a", "approved", byRita), requested("c"), requested("c"), requested("a")]);
      for (const one of life) await stats.count([one]);
      assert.deepEqual(await talliesOf(stats), [
        { day: "2026-01-01", agent: claims, reviewer: null, counts: { requested: 3 }, took: {} },
        { day: "2026-01-01", agent: claims, reviewer: rita.id, counts: { approved: 1 }, took: { 13: 1 } },
      ]);
      assert.deepEqual(await pendingOf(stats), { [claims]: 2 });
    });

    onStores(adapter, "come to the same when many count the same at once", async ({ stats }) => {
      const many = Array.from({ length: 130 }, (_, n) => requested(`claim-${n}`));
      const ends = many.map(({ approvalRequestId }) => ended(approvalRequestId, "approved", byRita));
      await Promise.all([stats.count(many), stats.count(ends), stats.count([...many].reverse()), stats.count(many)]);
      assert.deepEqual(await talliesOf(stats), [
        { day: "2026-01-01", agent: claims, reviewer: null, counts: { requested: 130 }, took: {} },
        { day: "2026-01-01", agent: claims, reviewer: rita.id, counts: { approved: 130 }, took: { 13: 130 } },
      ]);
      assert.deepEqual(await pendingOf(stats), {});
    });

    onStores(adapter, "know how many wait for each agent, over months", async ({ stats }) => {
      await stats.count([requested("a"), requested("b", "2026-01-02", "mailer"), requested("c", "2026-02-01")]);
      assert.deepEqual(await pendingOf(stats), { [claims]: 2, mailer: 1 });
      await stats.count([
        requested("d", "2026-06-01"),
        ended("b", "cancelled", { day: "2026-06-01", agent: "mailer" }),
      ]);
      assert.deepEqual(await pendingOf(stats), { [claims]: 3 });
      await stats.count([ended("a", "failed", { day: "2026-06-02" }), requested("e", "2026-05-20", "mailer")]);
      for (const _ of [1, 2]) assert.deepEqual(await pendingOf(stats), { [claims]: 2, mailer: 1 });
    });

    onStores(adapter, "know what waits longest and what expires next", async ({ stats, approvals }, given) => {
      const none = { oldestCreatedAt: null, nearestExpiresAt: null };
      const bounds = async () => {
        const { oldestCreatedAt, nearestExpiresAt } = await stats.waiting();
        return { oldestCreatedAt, nearestExpiresAt };
      };
      assert.deepEqual(await bounds(), none);
      const late = given.requested("late", { at: t0, expiresAt: t0 + 90 * minute, dueAt: t0 + 2 * minute });
      const soon = given.requested("soon", { at: t0 + 1, expiresAt: t0 + 9 * minute, dueAt: t0 + 9 * minute + 15_000 });
      const last = given.requested("last", { at: t0 + 2, expiresAt: t0 + 99 * minute, dueAt: t0 + 99 * minute });
      for (const change of [last, late, soon]) await approvals.commit(change);
      assert.deepEqual(await bounds(), { oldestCreatedAt: t0, nearestExpiresAt: t0 + 9 * minute });
      await approvals.commit(given.decided(soon.after, t0 + 3, {}, { dueAt: t0 + 4 }));
      assert.deepEqual(await bounds(), { oldestCreatedAt: t0, nearestExpiresAt: t0 + 90 * minute });
      const later = given.change(
        late.after,
        { type: "change_expiry", by: rita, expiresAt: t0 + 120 * minute },
        t0 + 5,
        {
          dueAt: t0 + 120 * minute,
        },
      );
      await approvals.commit(later);
      assert.deepEqual(await bounds(), { oldestCreatedAt: t0, nearestExpiresAt: t0 + 99 * minute });
      await approvals.commit(given.change(later.after, cancelBy(), t0 + 6));
      assert.deepEqual(await bounds(), { oldestCreatedAt: t0 + 2, nearestExpiresAt: t0 + 99 * minute });
      await approvals.commit(given.change(last.after, cancelBy(), t0 + 7));
      assert.deepEqual(await bounds(), none);
    });
  });
}
