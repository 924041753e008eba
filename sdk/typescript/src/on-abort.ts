const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal is aborted, until the returned function is called. However many listen, the signal
 * has one listener: Node 20 warns of a leak from the eleventh on, and a thousand waits may share one signal.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => {};
  let listeners = listenersOf.get(signal);
  if (listeners === undefined) {
    const all = new Set<() => void>();
    listeners = all;
    listenersOf.set(signal, all);
    const tellAll = () => {
      for (const listen of all) listen();
    };
    signal.addEventListener("abort", tellAll, { once: true });
  }
  // Each call is its own entry, even if two hand in the same function.
  const entry = () => listener();
  listeners.add(entry);
  return () => void listeners.delete(entry);
}
