import { sleep } from "./sleep.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** Stands for an outcome that did not come in time. */
export const timeUp: unique symbol = Symbol("time is up");

/** The work's outcome if it comes within `ms` milliseconds, else {@link timeUp}; rejects when the signal is aborted. */
export async function withinTime<T>(work: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | typeof timeUp> {
  const settled = new AbortController();
  const clock = sleep(ms, settled.signal).then((): typeof timeUp => timeUp);
  clock.catch(() => {}); // It is stopped by rejecting, once nobody listens any more.
  try {
    const race = Promise.race([work, clock]);
    return await (signal === undefined ? race : unlessAborted(race, signal));
  } finally {
    settled.abort();
  }
}
