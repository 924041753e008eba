import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after } from "node:test";
import { newFolder } from "../local/spawned-sayso.ts";

export const root = join(import.meta.dirname, "..", "..");

/** The project's Go modules, by their folders. */
export const modules = ["sdk/go", "test/go/snippets", "examples/claim-processor/go"] as const;

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill("SIGKILL");
});

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program in a folder of the project. */
export function start(
  program: string,
  args: readonly string[],
  folder: string,
  variables: Record<string, string> = {},
) {
  const child = spawn(program, args, {
    cwd: join(root, folder),
    // GOWORK: a workspace of whoever runs the tests would put other modules in the place of these.
    env: { ...process.env, GOWORK: "off", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(
    ([stdout, stderr, [code]]): Ran => {
      running.delete(child);
      return { code, stdout, stderr };
    },
  );
  return { child, ended };
}

/** Runs a program in a folder of the project to its end. */
export function run(program: string, args: readonly string[], folder: string, variables?: Record<string, string>) {
  return start(program, args, folder, variables).ended;
}

/** Builds a program of a module; its path. */
export async function built(folder: string, what = "."): Promise<string> {
  const program = join(newFolder(), "program");
  const { code, stderr } = await run("go", ["build", "-o", program, what], folder);
  if (code !== 0) throw new Error(stderr);
  return program;
}
