import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A program of a contestant, in a process of its own. */
export interface Program {
  readonly pid: number;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  /** Asks it to end, kills it when it has not after ten seconds, and waits until it is gone. */
  stop(): Promise<void>;
}

interface Options {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where its errors go, and its output when nobody takes the lines. */
  readonly folder: string;
  readonly onLine?: (line: string) => void;
}

const endWithinMs = 10_000;

/** Its standard input closes when this process ends, however that happens. An end that nobody asked for ends this process too. */
export function startProgram({ name, command, args, env, folder, onLine }: Options): Program {
  const path = join(folder, `${name}.log`);
  const log = openSync(path, "a");
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["pipe", onLine ? "pipe" : log, log],
  });
  if (onLine && child.stdout) createInterface(child.stdout).on("line", onLine);
  let asked = false;
  const ended = once(child, "exit").then(() => {
    process.off("exit", kill);
    if (!asked) throw new Error(`${name} ended:\n${readFileSync(path, "utf8").slice(-2000)}`);
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      asked = true;
      child.kill("SIGTERM");
      const patience = setTimeout(kill, endWithinMs);
      await ended;
      clearTimeout(patience);
    },
  };
}
