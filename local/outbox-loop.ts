import type { Outbox } from "../functions/adapters/sqlite/outbox.ts";
import { NotRecorded } from "../functions/ports/not-recorded.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { dispatchEntry } from "../functions/use-cases/dispatch-entry.ts";

const batch = 200;
/** After a commit: long enough for whoever was answered to go first, and for what comes together to be seen to together. */
const restMs = { all: 2, some: 0, failed: 1_000 };
const maxAttempts = 10;

/**
 * Sees to the effects of every committed audit entry, in order and at least once. How far it has come is written down
 * behind it: after a crash the last entries are seen to again.
 */
export function startOutboxLoop(
  deps: Deps,
  outbox: Pick<Outbox, "onCommit" | "after" | "done" | "markDone">,
): { stop(): Promise<void> } {
  let done = outbox.done();
  let stopped = false;
  let attempts = 0;
  let committed = false;
  let wake = () => {};
  outbox.onCommit(() => {
    committed = true;
    wake();
  });

  /** Resolves at once when there was one since the last reading began. */
  const nextCommit = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (committed || stopped) resolve();
    });

  async function pass(): Promise<keyof typeof restMs> {
    const entries = outbox.after(done, batch);
    for (const { seq, entry } of entries) {
      if (stopped) break;
      try {
        await dispatchEntry(deps, entry);
      } catch (cause) {
        const fields = { seq, type: entry.type, approvalRequestId: entry.approvalRequestId, attempts, cause };
        deps.log.error("an effect failed", fields);
        // It would be the same for every other entry, and the timers could do nothing either.
        if (cause instanceof NotRecorded) return "failed";
        if (++attempts < maxAttempts) return "failed";
        deps.log.error("an effect is left to the timers", fields);
      }
      attempts = 0;
      done = seq;
    }
    if (entries.length > 0) await outbox.markDone(done);
    return entries.length === batch ? "some" : "all";
  }

  const running = (async () => {
    while (!stopped) {
      committed = false;
      const seenTo = await pass().catch((cause) => {
        deps.log.error("the outbox cannot be read", { cause });
        return "failed" as const;
      });
      if (seenTo === "all") await nextCommit();
      await new Promise((resolve) => setTimeout(resolve, restMs[seenTo]));
    }
  })();
  return {
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
}
