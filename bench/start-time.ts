import { percentiles } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { startServer } from "./server.ts";

const starts = 11;
const wantedMs = 1_500;

/** From the built program being started, without data, to its first answer. */
export async function startTime(): Promise<Result> {
  const samples: number[] = [];
  for (let start = 0; start < starts; start++) {
    const server = await startServer("sayso");
    samples.push(server.startedInMs);
    await server.stop();
  }
  const raw = percentiles(samples);
  return {
    figures: [
      {
        name: `start to serving, worst of ${starts}`,
        measured: `${Math.round(raw.max)} ms (median ${Math.round(raw.p50)} ms)`,
        wanted: `≤ ${wantedMs} ms`,
        met: raw.max <= wantedMs,
      },
    ],
    raw,
  };
}
