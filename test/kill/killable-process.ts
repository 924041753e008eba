import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Killable {
  /** Resolves when it runs, also after a kill. */
  alive(): Promise<void>;
  /** Kills it with SIGKILL, and has another one begin at once. */
  kill(): Promise<void>;
}

export interface KillableProcess extends Killable {
  /** Has it come to an end with what it does. @throws Error when it ends otherwise */
  finish(): Promise<void>;
  /** Ends it for good, whatever it does. */
  stop(): void;
}

/** A program of this folder that says when it is alive and, told to finish, when it is through. */
export function killableProcess(program: string, args: readonly string[]): KillableProcess {
  let child: ChildProcess;
  let alive: Promise<void>;
  let early: Promise<never>;

  /** It must neither end by itself nor go on for longer than this process. */
  function start(): void {
    const started = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
      env: { PATH: process.env.PATH ?? "" },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    early = once(started, "exit").then(([code, signal]) => {
      throw new Error(`${program} ended with ${code ?? signal}`);
    });
    early.catch(() => {});
    child = started;
    alive = Promise.race([once(started, "message"), early]).then(() => {});
    alive.catch(() => {});
  }

  start();
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    alive: () => alive,
    kill: async () => {
      if (isOver()) throw new Error(`${program} had ended with ${child.exitCode ?? child.signalCode}`);
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      start();
    },
    finish: async () => {
      const through = once(child, "message");
      child.send("finish");
      await Promise.race([through, early]);
    },
    stop: () => child.kill("SIGKILL"),
  };
}
