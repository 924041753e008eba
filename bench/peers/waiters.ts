/** Follows what a worker says: `ready`, then `waits ID …` when a waiter waits, `ID NANOSECONDS` when its own code has gone on. */
export interface Waiters {
  readonly ready: Promise<void>;
  /** Resolves, when the waiter waits, to what the line says after the id. */
  waits(id: string): Promise<string>;
  onResumed(listener: (id: string, at: bigint) => void): void;
  hear(line: string): void;
}

export function followWaiters(): Waiters {
  const expected = new Map<string, (rest: string) => void>();
  const listeners: ((id: string, at: bigint) => void)[] = [];
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
  return {
    ready,
    waits: (id) => new Promise((resolve) => expected.set(id, resolve)),
    onResumed: (listener) => listeners.push(listener),
    hear: (line) => {
      const [first = "", second = "", rest = ""] = line.split(" ");
      if (first === "ready") return becomeReady();
      if (first !== "waits") for (const listener of listeners) listener(first, BigInt(second));
      expected.get(second)?.(rest);
      expected.delete(second);
    },
  };
}
