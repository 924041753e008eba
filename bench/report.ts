import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { describeMachine } from "./machine.ts";
import type { Figure, Result } from "./result.ts";

const folder = join(import.meta.dirname, "results");

type Machine = ReturnType<typeof describeMachine>;

export function printMachine({ cpu, cores, memoryGb, system, node, commit, load, fsyncMs }: Machine): void {
  console.log(`${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, commit ${commit}`);
  console.log(`load ${load}; fsync of 4 KB ${fsyncMs.p50} ms (p50), ${fsyncMs.p99} ms (p99)\n`);
}

/** Prints a benchmark's figures and raw numbers, and writes both to `bench/results/<name>.json`. */
export function report(name: string, machine: Machine, { figures, raw }: Result): void {
  for (const figure of figures) console.log(line(figure));
  console.log(`${JSON.stringify(raw)}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ machine, figures, raw }, null, 2)}\n`);
}

export function line({ name, measured, wanted, met }: Figure): string {
  const verdict = met === null ? "      " : met ? "met   " : "MISSED";
  return `${verdict}  ${name}: ${measured}${wanted === null ? "" : `; wanted ${wanted}`}`;
}
