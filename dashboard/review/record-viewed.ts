import { callService, newKey } from "../page/call-service.ts";

const longEnoughMs = 2_000;
const gestures = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Records, once, that a person has the page before their eyes. Whether that works changes nothing here. Returns the way to stop waiting. */
export function recordViewed(path: string, token: string | undefined): () => void {
  const key = newKey();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function record(): void {
    stop();
    void callService(path, { token, body: {}, key });
  }
  function onGesture(event: Event): void {
    if (event.isTrusted && !document.hidden) record();
  }
  function watch(): void {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(record, longEnoughMs);
  }
  function stop(): void {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", watch);
    for (const gesture of gestures) document.removeEventListener(gesture, onGesture);
  }

  document.addEventListener("visibilitychange", watch);
  for (const gesture of gestures) document.addEventListener(gesture, onGesture, { passive: true });
  watch();
  return stop;
}
