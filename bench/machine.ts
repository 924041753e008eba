import { execFileSync } from "node:child_process";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";

/** What the figures hold for: the machine, its disk and the commit. `folder` is where the benchmarks keep their data. */
export function describeMachine(folder: string) {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    commit: commit(),
    /** Others at work on the machine show here: about the number of cores means that every figure suffers. */
    load: Number(loadavg()[0]?.toFixed(2)),
    fsyncMs: fsyncMs(folder),
  };
}

function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") === "" ? "" : " with changes");
  } catch {
    return "unknown";
  }
}

/** What the disk takes to make 4 KB durable, which bounds every acknowledged write. */
function fsyncMs(folder: string) {
  const file = openSync(join(folder, "fsync"), "w");
  const samples = Array.from({ length: 200 }, () => {
    writeSync(file, Buffer.alloc(4096, 1));
    const from = monotonicMs();
    fsyncSync(file);
    return monotonicMs() - from;
  });
  closeSync(file);
  return percentiles(samples);
}
