/** After so long without a key, a press or a touch, the reader has most likely turned to something else. */
const attentionMs = 120_000;
const inattentionPauseMs = 20_000;
/** However slow the service was: one call that hung tells little of the next. */
const longestPauseMs = 60_000;
let lastGesture = performance.now();
for (const gesture of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
  addEventListener(gesture, () => (lastGesture = performance.now()), { passive: true });

/**
 * Does something again and again while the page is before somebody's eyes, with a pause in between: at least
 * `pauseMs`, and longer when the service is slow or the reader does nothing. Comes the reader back to the page,
 * it is done at once. Returns the way to stop.
 */
export function whileVisible(pauseMs: number, work: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let working = false;
  let cameBack = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (stopped || document.hidden) return;
    // What is under way may have begun before they left, and tell of then.
    cameBack = working;
    if (working) return;
    working = true;
    const began = performance.now();
    try {
      await work();
    } finally {
      working = false;
      const now = performance.now();
      const least = now - lastGesture > attentionMs ? inattentionPauseMs : pauseMs;
      const pause = Math.min(longestPauseMs, Math.max(least, 20 * (now - began)));
      if (!stopped) timer = setTimeout(turn, cameBack ? 0 : pause);
    }
  }

  document.addEventListener("visibilitychange", turn);
  timer = setTimeout(turn, pauseMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", turn);
  };
}
