import type { Outbox } from "../functions/adapters/sqlite/outbox.ts";
import { countEntries } from "../functions/use-cases/count-entries.ts";
import type { Deps } from "../functions/use-cases/deps.ts";

const batch = 200;
const idleMs = 1_000;
/** What is behind, as after an update that begins to count, is caught up with without getting in anybody's way. */
const betweenMs = 50;

/** Counts committed entries in the statistics, behind and beside everything else: nobody waits for it. */
export function startCountingLoop(
  deps: Deps,
  outbox: Pick<Outbox, "after" | "counted" | "markCounted">,
): { stop(): Promise<void> } {
  let counted = outbox.counted();
  let stopped = false;
  let rest: { readonly end: () => void } | undefined;

  async function pass(): Promise<number> {
    const entries = outbox.after(counted, batch);
    const last = entries.at(-1);
    if (!last) return idleMs;
    await countEntries(
      deps,
      entries.map(({ entry }) => entry),
    );
    await outbox.markCounted(last.seq);
    counted = last.seq;
    return entries.length === batch ? betweenMs : idleMs;
  }

  const running = (async () => {
    while (!stopped) {
      const restMs = await pass().catch((cause) => {
        deps.log.error("the statistics could not be counted", { cause });
        return idleMs;
      });
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs);
        rest = {
          end: () => {
            clearTimeout(timer);
            resolve();
          },
        };
      });
    }
  })();
  return {
    stop: () => {
      stopped = true;
      rest?.end();
      return running;
    },
  };
}
