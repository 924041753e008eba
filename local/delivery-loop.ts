import { deliveriesKeptDays } from "../functions/ports/delivery-store.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { sweepDeliveries } from "../functions/use-cases/sweep-deliveries.ts";

const restMs = 200;
const pruneEveryMs = 3_600_000;
const keptMs = deliveriesKeptDays * 86_400_000;

/** Queues the deliveries that are due, five times a second, and each hour forgets those that are 30 days old. */
export function startDeliveryLoop(deps: Deps, prune: (before: number) => Promise<number>): { stop(): Promise<void> } {
  let stopped = false;
  let prunedAt = Number.NEGATIVE_INFINITY;

  async function pass(): Promise<number> {
    const now = deps.clock.now();
    if (now - prunedAt >= pruneEveryMs) {
      prunedAt = now;
      await prune(now - keptMs);
    }
    const { queued, failed } = await sweepDeliveries(deps);
    return queued > 0 && failed === 0 ? 0 : restMs;
  }

  const running = (async () => {
    while (!stopped) {
      const wait = await pass().catch((cause) => {
        deps.log.error("deliveries could not be looked for", { cause });
        return restMs;
      });
      await new Promise((resolve) => (wait === 0 ? setImmediate(resolve) : setTimeout(resolve, wait)));
    }
  })();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}
