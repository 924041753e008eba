import { join } from "node:path";
import type { describeMachine } from "./machine.ts";
import type { Amount, Run } from "./peers/work.ts";
import { median } from "./percentiles.ts";

/** Each is `bench/peers/<name>.ts`. */
export const contestantNames: readonly string[] = [
  "sayso",
  "sayso-callback",
  "sayso-on-dynamodb",
  "temporal",
  "restate",
  "dbos",
  "langgraph",
];

/** What the documentation's table and charts are made from. */
export const sideBySideFile = join(import.meta.dirname, "results", "side-by-side.json");

interface Numbered {
  readonly contestant: string;
  readonly run: number;
  /** The machine's at the start of the run: about the number of cores means that others were at work. */
  readonly load: number;
}

export interface GoodRun extends Numbered, Run {
  readonly name: string;
}

export type OneRun = GoodRun | (Numbered & { readonly failure: string });

export interface SideBySide {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly amount: Amount;
  readonly runs: readonly OneRun[];
}

/** Of all runs of a contestant. */
export interface Spread {
  readonly median: number;
  readonly worst: number;
}

export interface Standing {
  readonly contestant: string;
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly pending: number;
  /** Milliseconds. */
  readonly resumedP50: Spread;
  readonly resumedP99: Spread;
  readonly registeredP50: Spread;
  readonly registeredP99: Spread;
  readonly amongPendingP50: Spread;
  readonly amongPendingP99: Spread;
  /** Seconds. */
  readonly pendingRegistered: Spread;
  /** KB (1,024 bytes), of all processes together. */
  readonly kbPerPending: Spread;
  /** KB in the median, by process. */
  readonly kbByProcess: Readonly<Record<string, number>>;
}

/** What the runs come to, in the order of `contestantNames`; who has no run that went well is left out. */
export function standings({ runs }: Pick<SideBySide, "runs">): Standing[] {
  return contestantNames.flatMap((contestant) => {
    const own = runs.filter((run) => run.contestant === contestant);
    const well = own.filter((run): run is GoodRun => !("failure" in run));
    const [first] = well;
    if (first === undefined) return [];
    const spread = (of: (run: Run) => number): Spread => {
      const samples = well.map(of);
      return { median: median(samples), worst: Math.max(...samples) };
    };
    const kbOf = (process: string) =>
      median(
        well.map((run) => ((run.memoryAfter[process] ?? 0) - (run.memoryBefore[process] ?? 0)) / run.pending / 1024),
      );
    return {
      ...{
        contestant,
        name: first.name,
        runs: well.length,
        failures: own.length - well.length,
        pending: first.pending,
      },
      resumedP50: spread((run) => run.resumed.p50),
      resumedP99: spread((run) => run.resumed.p99),
      registeredP50: spread((run) => run.registered.p50),
      registeredP99: spread((run) => run.registered.p99),
      amongPendingP50: spread((run) => run.resumedAmongPending.p50),
      amongPendingP99: spread((run) => run.resumedAmongPending.p99),
      pendingRegistered: spread((run) => run.pendingRegisteredInS),
      kbPerPending: spread((run) => run.bytesPerPending / 1024),
      kbByProcess: Object.fromEntries(Object.keys(first.memoryAfter).map((process) => [process, kbOf(process)])),
    };
  });
}
