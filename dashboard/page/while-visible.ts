/** After so long without a key, a press or a touch, the reader has most likely turned to something else. */
const attentionMs = 120_000;
const inattentionPauseMs = 20_000;
let lastGesture = performance.now();
for (const gesture of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
  addEventListener(gesture, () => (lastGesture = performance.now()), { passive: true });

/**
 * Does something again and again while the page is before somebody's eyes, with a pause in between: at least
 * `pauseMs`, and longer when the service is slow or the reader does nothing. Returns the way to stop.
 */
export function whileVisible(pauseMs: number, work: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let working = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (stopped || working || document.hidden) return;
    working = true;
    const began = performance.now();
    try {
      await work();
    } finally {
      working = false;
      const now = performance.now();
      const least = now - lastGesture > attentionMs ? inattentionPauseMs : pauseMs;
      if (!stopped) timer = setTimeout(turn, Math.max(least, 20 * (now - began)));
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
