import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { StubServer } from "./stub-server.ts";

export const runner = fileURLToPath(
  new URL("../../examples/claim-processor/typescript/run-claims.ts", import.meta.url),
);
export const sample = fileURLToPath(new URL("../../examples/claim-processor/claims.csv", import.meta.url));

export interface ClaimsRun {
  readonly child: ChildProcess;
  /** What the run printed, and how it ended, once it has. */
  readonly end: Promise<{ out: string; err: string; code: number | null }>;
}

/** A stub server, a folder of its own, and the command `run-claims.ts` in it. */
export async function claimsRuns(t: TestContext, environment: Record<string, string> = {}) {
  const stub = await StubServer.start();
  const folder = await mkdtemp(join(tmpdir(), "sayso-claims-"));
  t.after(async () => {
    await stub.goAway();
    await rm(folder, { recursive: true });
  });
  function run(...args: string[]): ClaimsRun {
    const env = { ...process.env, SAYSO_MODEL: "", SAYSO_SERVER_URL: stub.url, SAYSO_API_KEY: "key-1", ...environment };
    const child = spawn(process.execPath, [runner, ...args], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    t.after(() => child.kill("SIGKILL"));
    const code = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const end = Promise.all([printed(child.stdout), printed(child.stderr), code]).then(([out, err, code]) => ({
      out,
      err,
      code,
    }));
    return { child, end };
  }
  const journal = join(folder, "journal.ndjson");
  async function journalLines(): Promise<{ type: string; claimId: string; outcome?: string }[]> {
    const lines = (await readFile(journal, "utf8")).split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  }
  return { stub, folder, run, journal, journalLines };
}

async function printed(stream: Readable | null): Promise<string> {
  return stream === null ? "" : text(stream);
}
