import type { BenchProcess } from "./start-process.ts";

/** Tries again and again, while a server starts, until something succeeds. @throws Error when the server ends or takes a minute */
export async function firstSuccess<T>(server: BenchProcess, attempt: () => Promise<T>): Promise<T> {
  const found: T[] = [];
  await server.until(async () => {
    await attempt().then(
      (value) => found.push(value),
      () => undefined,
    );
    return found.length > 0;
  });
  return found[0] as T;
}
