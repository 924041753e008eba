import type { BenchProcess } from "./start-process.ts";

/** Resolves, when a worker has said `waits ID …`, to what the line says after the id. Ask before the pause is sent. */
export function followWaits(worker: BenchProcess): (id: string) => Promise<string> {
  const expected = new Map<string, (rest: string) => void>();
  worker.onLine((line) => {
    const [word, id = "", rest = ""] = line.split(" ");
    if (word !== "waits") return;
    expected.get(id)?.(rest);
    expected.delete(id);
  });
  return (id) => new Promise((resolve) => expected.set(id, resolve));
}
