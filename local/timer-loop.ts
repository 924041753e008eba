import type { Deps } from "../functions/use-cases/deps.ts";
import { sweep } from "../functions/use-cases/run-timers.ts";

const restMs = 200;

/** Runs what is due, five times a second: an approval expires well within 2 s of its time with nobody asking. */
export function startTimerLoop(deps: Deps): { stop(): Promise<void> } {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const { ran, failed } = await sweep(deps).catch((cause) => {
        deps.log.error("the timers could not run", { cause });
        return { ran: 0, failed: 1 };
      });
      if (ran === 0 || failed > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
      else await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}
