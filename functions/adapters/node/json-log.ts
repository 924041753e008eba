import type { Log } from "../../ports/environment.ts";

type Level = "info" | "warn" | "error";
type Fields = Readonly<Record<string, unknown>>;

/**
 * One JSON object a line. Of an error only its name, its message and its causes' are written, never what else hangs on
 * it: a failed request's error may carry the request.
 */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const log =
    (level: Level) =>
    (message: string, fields: Fields = {}) => {
      const shown = Object.entries(fields).map(([key, value]) => [
        key,
        value instanceof Error ? describe(value) : value,
      ]);
      write(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...Object.fromEntries(shown) }));
    };
  return { info: log("info"), warn: log("warn"), error: log("error") };
}

function describe(error: Error): string {
  const { name, message, cause } = error;
  return `${name}: ${message}${cause instanceof Error ? `, caused by ${describe(cause)}` : ""}`;
}
