import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import type { Start } from "./peers/contestant.ts";
import { doTheWork } from "./peers/work.ts";
import { line, printMachine } from "./report.ts";
import { newFolder } from "./server.ts";
import { contestantNames, type OneRun, type SideBySide, sideBySideFile } from "./side-by-side-results.ts";
import { printSideBySide } from "./side-by-side-table.ts";
import { sideBySideVerdicts } from "./side-by-side-verdicts.ts";

// `npm run bench:peers [-- names] [--runs N]`: the same work on Sayso and on what one would pick instead, one after
// another, five times in an order that moves on by one. What a contestant needs is fetched when it is first asked for.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    decisions: { type: "string", default: "500" },
    pending: { type: "string", default: "10000" },
    /** Keeps it elsewhere than in the file that the documentation's figures are made from. */
    out: { type: "string", default: sideBySideFile },
  },
});
const names = positionals.length > 0 ? positionals : contestantNames;
const unknown = names.find((name) => !contestantNames.includes(name));
if (unknown !== undefined) throw new Error(`nobody is called ${unknown}; there are ${contestantNames.join(", ")}`);

const pending = Number(values.pending);
const amount = {
  decisions: Number(values.decisions),
  pending,
  amongPending: Math.min(100, pending),
  decisionsPerSecond: 30,
};
/** A contestant that takes longer has failed the run, so that all runs end. */
const runWithinMs = 300_000;
const machine = describeMachine(newFolder());
printMachine(machine);
// What was started is killed as this process exits, and so must it be when somebody ends it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const runs: OneRun[] = [];
for (let run = 0; run < Number(values.runs); run++)
  for (let place = 0; place < names.length; place++) {
    const contestant = names[(run + place) % names.length] ?? "";
    const fromMs = performance.now();
    process.stdout.write(`run ${run + 1}, ${contestant} … `);
    const outcome = await runOne(contestant, run + 1);
    runs.push(outcome);
    const took = `${Math.round((performance.now() - fromMs) / 1000)} s`;
    console.log("failure" in outcome ? `${took}: FAILED: ${outcome.failure}` : took);
    keep({ machine, amount, runs });
  }
printSideBySide({ machine, amount, runs });
console.log(sideBySideVerdicts({ machine, amount, runs }).map(line).join("\n"));
process.exit(runs.some((run) => "failure" in run) ? 1 : 0);

async function runOne(contestant: string, run: number): Promise<OneRun> {
  const numbered = { contestant, run, load: loadavg()[0] ?? Number.NaN };
  try {
    const { start } = (await import(`./peers/${contestant}.ts`)) as { start: Start };
    const started = await start(newFolder());
    try {
      return { ...numbered, name: started.name, ...(await inTime(doTheWork(started, amount, run))) };
    } finally {
      await started.stop();
    }
  } catch (cause) {
    return { ...numbered, failure: String(cause) };
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const late = sleep(runWithinMs, undefined, { ref: false }).then((): never => {
    throw new Error(`not done within ${runWithinMs / 1000} s`);
  });
  return Promise.race([work, late]);
}

/** One run a line, samples and all. */
function keep({ runs, ...rest }: SideBySide): void {
  mkdirSync(join(values.out, ".."), { recursive: true });
  const lines = runs.map((run) =>
    JSON.stringify(run, (_, value) => (typeof value === "number" ? round(value) : value)),
  );
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  writeFileSync(values.out, `${head},\n  "runs": [\n${lines.join(",\n")}\n  ]\n}\n`);
  JSON.parse(readFileSync(values.out, "utf8"));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
