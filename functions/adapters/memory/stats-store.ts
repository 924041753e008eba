import type { Approval } from "../../core/approval.ts";
import { occurrenceKey, pendingBy, tally } from "../../core/tally.ts";
import type { StatsStore } from "../../ports/stats-store.ts";
import { type MemoryState, parse } from "./memory-state.ts";

export function memoryStatsStore({ occurrences, approvals }: MemoryState): StatsStore {
  return {
    count: async (found) => {
      for (const one of found) if (!occurrences.has(occurrenceKey(one))) occurrences.set(occurrenceKey(one), one);
    },
    tallies: async (from, to) => tally([...occurrences.values()].filter(({ day }) => day >= from && day <= to)),
    waiting: async () => {
      const byAgent = new Map<string, number>();
      for (const one of occurrences.values()) byAgent.set(one.agent, (byAgent.get(one.agent) ?? 0) + pendingBy(one));
      const pending = [...approvals.values()]
        .flatMap(({ approval }) => parse<Approval>(approval) ?? [])
        .filter(({ status }) => status === "pending");
      return {
        byAgent: new Map([...byAgent].filter(([, count]) => count !== 0)),
        oldestCreatedAt: least(pending.map(({ createdAt }) => createdAt)),
        nearestExpiresAt: least(pending.map(({ expiresAt }) => expiresAt)),
      };
    },
  };
}

function least(instants: readonly number[]): number | null {
  return instants.length > 0 ? instants.reduce((a, b) => Math.min(a, b)) : null;
}
