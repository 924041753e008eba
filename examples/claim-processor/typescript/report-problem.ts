import type { SaysoError } from "@sayso/sdk";

const quietFor = 60_000;
const lastReported = new Map<string, number>();

/** Tells of troubles that stop no claim, each kind once a minute at most: a thousand claims have the same ones. */
export function reportProblem(problem: SaysoError): void {
  const now = performance.now();
  if (now - (lastReported.get(problem.code) ?? -Infinity) < quietFor) return;
  lastReported.set(problem.code, now);
  // Over the progress, which is drawn anew beneath.
  const clear = process.stdout.isTTY === true ? "\r\x1b[K" : "";
  console.error(`${clear}! ${problem.message}`);
}
