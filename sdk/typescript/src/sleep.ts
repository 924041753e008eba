import { onAbort } from "./on-abort.ts";

/** The longest delay that one timer can hold (24.8 days). */
const longestTimer = 2 ** 31 - 1;

/** Resolves after `ms` milliseconds (`Infinity`: never), and rejects with the signal's reason when that is aborted first. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const end = performance.now() + ms;
    let timer: NodeJS.Timeout | undefined;
    const stopListening = onAbort(signal, () => {
      clearTimeout(timer);
      stopListening();
      reject(signal?.reason);
    });
    const tick = () => {
      const left = end - performance.now();
      if (left > 0) {
        timer = setTimeout(tick, Math.min(left, longestTimer));
      } else {
        stopListening();
        resolve();
      }
    };
    tick();
  });
}
