import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { residentMemory } from "../resident-memory.ts";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export interface ProcessOptions {
  /** Names its log, `<folder>/<name>.log`: what it writes to stderr. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Added to this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Started as root, it runs as nobody. @default false */
  readonly asNobody?: boolean;
}

/** A process of a contestant. A line `id nanoseconds` on its stdout says that the waiter of that pause has gone on. */
export interface BenchProcess {
  readonly pid: number;
  /** Waits for something to come true of a process that starts. @throws Error with the end of the log when it ends before, or after a minute */
  until(holds: () => Promise<boolean> | boolean): Promise<void>;
  onResumed(listener: (id: string, at: bigint) => void): void;
  /** Called for every other line. */
  onLine(listener: (line: string) => void): void;
  write(line: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Bytes. */
  memory(): number;
  stop(): Promise<void>;
}

const resumedLine = /^(\S+) (\d{9,})$/;
/** The user that has no rights anywhere. */
export const nobody = 65_534;

export function startProcess({ name, command, args, folder, env, asNobody }: ProcessOptions): BenchProcess {
  const log = join(folder, `${name}.log`);
  const user = asNobody && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  writeFileSync(log, "");
  const child = spawn(command, args, { ...user, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  child.stderr.pipe(createWriteStream(log, { flags: "a" }));
  running.add(child);
  let failure = "";
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      failure = error.message;
      resolve();
    });
    child.once("exit", () => resolve());
  }).then(() => void running.delete(child));
  child.stdin.on("error", () => {});
  const resumed: ((id: string, at: bigint) => void)[] = [];
  const others: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [, id, at] = resumedLine.exec(line) ?? [];
    if (id !== undefined && at !== undefined) for (const listener of resumed) listener(id, BigInt(at));
    else for (const listener of others) listener(line);
  });
  const complain = (what: string) => new Error(`${name} ${what}: ${failure}${readFileSync(log, "utf8").slice(-2_000)}`);
  return {
    pid: child.pid ?? 0,
    until: async (holds) => {
      const given = AbortSignal.timeout(60_000);
      while (!(await holds())) {
        if (!running.has(child)) throw complain("ended");
        if (given.aborted) throw complain("is not ready after a minute");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    onResumed: (listener) => void resumed.push(listener),
    onLine: (listener) => void others.push(listener),
    write: (line) => void child.stdin.write(`${line}\n`),
    kill: (signal) => void child.kill(signal),
    memory: () => residentMemory(child.pid ?? 0).all * 1024,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}
