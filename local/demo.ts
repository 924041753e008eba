import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface DemoOptions {
  readonly root: string;
  readonly data: string;
  readonly serverUrl: string;
  readonly apiKey: string;
  readonly say: (line: string) => void;
}

export interface Demo {
  stop(): void;
}

/** Runs the claim processor's worker over its sample claims, as a process of its own. */
export function startDemo({ root, data, serverUrl, apiKey, say }: DemoOptions): Demo {
  const example = join(root, "examples", "claim-processor");
  // The channel closes when this process dies, however it dies, and the worker then ends with it.
  const worker = spawn(
    process.execPath,
    [join(example, "typescript", "run-claims.ts"), join(example, "claims.csv"), "--journal", join(data, "demo.ndjson")],
    {
      env: { ...process.env, SAYSO_SERVER_URL: serverUrl, SAYSO_API_KEY: apiKey },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let stopped = false;
  for (const stream of [worker.stdout, worker.stderr].filter((piped) => piped !== null))
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() !== "" && !stopped) say(`  demo agent: ${line}`);
    });
  worker.once("error", (error) => say(`  demo agent: could not be started: ${error.message}`));
  return {
    // How it would be gone on with by itself is not what somebody who stops the whole service asks.
    stop: () => {
      stopped = true;
      worker.kill();
    },
  };
}
