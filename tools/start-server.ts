import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface ServerOptions {
  /** How messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** What answers as soon as it is ready, whatever it answers. */
  readonly url: string;
  /** Takes what it writes. @default - it is forgotten but for the end of the errors */
  readonly onOutput?: (text: string) => void;
  /** It starts processes of its own, which end with it. @default false */
  readonly hasChildren?: boolean;
}

const startWithinMs = 240_000;

/**
 * Starts a server that tests need and waits until it answers. Its standard input closes when this process ends, however
 * that happens.
 *
 * @returns what kills it, and resolves when it is gone
 */
export async function startServer(options: ServerOptions): Promise<() => Promise<void>> {
  const { name, command, args, env, url, onOutput, hasChildren = false } = options;
  const child = spawn(command, args, { ...(env && { env }), stdio: ["pipe", "pipe", "pipe"], detached: hasChildren });
  let complaint = "";
  child.stdout.on("data", (chunk) => onOutput?.(String(chunk)));
  child.stderr.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
    onOutput?.(String(chunk));
  });
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      complaint = error.message;
      resolve();
    });
  }).then(() => {
    running = false;
  });
  const kill = () => {
    if (!running || child.pid === undefined) return;
    if (hasChildren) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    kill();
    await ended;
  };
  const given = AbortSignal.timeout(startWithinMs);
  while (!(await answers(url))) {
    if (!running || given.aborted) {
      await stop();
      throw new Error(`${name} did not start: ${complaint || "it gave no reason"}`);
    }
    await sleep(100);
  }
  return stop;
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.text();
      return true;
    },
    () => false,
  );
}
