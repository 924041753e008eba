import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Sayso } from "../local/spawned-sayso.ts";
import { mayMount, privateMounts } from "./private-mounts.ts";

/** A disk that can be filled up under a running service, and emptied again. */
export interface FillableDisk {
  readonly through: readonly string[];
  /** What a client may be told of it. */
  readonly words: RegExp;
  /** Whether it is full for everyone, and not for the one process. */
  readonly whole: boolean;
  fill(sayso: Pick<Sayso, "pid">): void;
  free(sayso: Pick<Sayso, "pid">): void;
}

type MakeDisk = (folder: string) => Promise<FillableDisk>;

/** A file system of 24 MB in memory, filled up by another file. */
export async function tmpfs(folder: string): Promise<FillableDisk> {
  const { through, outside } = await privateMounts('mount -t tmpfs -o size=24m tmpfs "$1"', folder);
  const filler = join(outside(folder), "filler");
  return {
    through,
    words: /the disk is full/,
    whole: true,
    fill: () => {
      const file = openSync(filler, "w");
      try {
        for (;;) writeSync(file, Buffer.alloc(4_096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
  };
}

/** No file of the process may grow any further (RLIMIT_FSIZE): what a quota does, without one. */
async function fileSizeLimit(folder: string): Promise<FillableDisk> {
  const limit = ({ pid }: Pick<Sayso, "pid">, bytes: number | "unlimited") => {
    const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
    if (status !== 0) throw new Error(String(stderr));
  };
  return {
    through: [],
    words: /the disk is full|the disk takes no writes \(a fault, a quota or a limit\)/,
    whole: false,
    fill: (sayso) =>
      limit(sayso, Math.min(...["sayso.db", "sayso.db-wal"].map((name) => statSync(join(folder, name)).size))),
    free: (sayso) => limit(sayso, "unlimited"),
  };
}

const hasLimits = spawnSync("prlimit", ["--version"]).status === 0;

/** The kinds that this machine has: only root, or a user with namespaces of their own, can mount. */
export const fillableDisks: readonly (readonly [name: string, make: MakeDisk])[] = [
  ...(mayMount ? [["a file system in memory that another file fills up", tmpfs] as const] : []),
  ...(hasLimits ? [["a limit on the size of files", fileSizeLimit] as const] : []),
];
