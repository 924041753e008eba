/**
 * Does something again and again while the page is before somebody's eyes, with a pause in between: at least
 * `pauseMs`, and longer when the service is slow. Returns the way to stop.
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
      if (!stopped) timer = setTimeout(turn, Math.max(pauseMs, 20 * (performance.now() - began)));
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
