import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { KillableService } from "./killable-service.ts";

const runner = join(import.meta.dirname, "..", "..", "examples", "claim-processor", "typescript", "run-claims.ts");
const mostGivenUp = 20;

export interface ClaimsWorker {
  /** What the run that came to the end printed. */
  readonly finished: Promise<string>;
  /** What runs said that ended by themselves, but not well: the service was down when they started. */
  readonly gaveUp: readonly string[];
  /** Resolves when the next one has been started. */
  kill(): Promise<void>;
  /** Ends it for good. */
  stop(): void;
}

/** `npm run claims` under a supervisor: whenever it ends before all claims are done, it is started again. */
export function startWorker(
  { baseUrl, apiKey }: KillableService,
  command: { readonly file: string; readonly journal: string; readonly folder: string },
): ClaimsWorker {
  const gaveUp: string[] = [];
  let over = false;
  let child = start();

  function start(): ChildProcess {
    // The channel closes when this process dies, and the run then ends with it.
    return spawn(process.execPath, [runner, command.file, "--journal", command.journal, "--quiet-progress"], {
      cwd: command.folder,
      env: { PATH: process.env.PATH ?? "", SAYSO_SERVER_URL: baseUrl, SAYSO_API_KEY: apiKey },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
  }

  async function supervise(): Promise<string> {
    for (;;) {
      const printed = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ""));
      const [code, signal] = await once(child, "exit");
      const [out = "", err = ""] = await Promise.all(printed);
      if (code === 0 || over) return out;
      if (signal !== "SIGKILL") gaveUp.push(err.trim());
      if (gaveUp.length > mostGivenUp) throw new Error(`the claims runner keeps giving up: ${err}`);
      child = start();
    }
  }

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const finished = supervise().finally(() => {
    over = true;
  });
  return {
    finished,
    gaveUp,
    kill: async () => {
      while (!isRunning() && !over) await sleep(10);
      const victim = child;
      victim.kill("SIGKILL");
      while (child === victim && !over) await sleep(10);
    },
    stop: () => {
      over = true;
      child.kill("SIGKILL");
    },
  };
}
