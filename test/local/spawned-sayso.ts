import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { keepSecret, logged } from "../api/secrets.ts";

export { freePort } from "../../tools/free-port.ts";

const root = join(import.meta.dirname, "..", "..");

execFileSync(process.execPath, ["tools/build.ts", "dashboard", "local"], { cwd: root });

/** What ends each process that still runs, and resolves when it has ended: until then it may write. */
const running = new Set<() => Promise<Ended>>();
const folders: string[] = [];
after(async () => {
  await Promise.all([...running].map((end) => end()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests end. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sayso-"));
  folders.push(folder);
  return folder;
}

type Variables = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The built program as a process of its own, without the demo; only these variables and PATH are set.
 *
 * @param through a command that runs the one behind it in its own place
 */
export function spawnSayso(variables: Variables, through: readonly string[] = []) {
  const [command = "", ...args] = [...through, process.execPath, join(root, "dist", "local", "main.mjs")];
  const child = spawn(command, args, {
    cwd: newFolder(),
    env: { PATH: process.env.PATH ?? "", SAYSO_DEMO: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      out[name] += text;
    });
  const ended = once(child, "close").then(([code]): Ended => {
    running.delete(end);
    logged.push(...out.stderr.split("\n"));
    return { code, ...out };
  });
  const end = () => {
    child.kill("SIGKILL");
    return ended;
  };
  running.add(end);
  return { child, out, ended };
}

export interface Sayso {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly adminToken: string;
  /** Signs a browser in, once. */
  readonly linkToken: string;
  readonly banner: string;
  readonly pid: number;
  /** What it has written to its log so far. */
  log(): string;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** The built program, listening: resolves when its banner is there. */
export async function startedSayso(variables: Variables, through: readonly string[] = []): Promise<Sayso> {
  const { child, out, ended } = spawnSayso(variables, through);
  const ready = /Decide here +\S+\/#(\S+) .*\n[\s\S]*Agents' key +(\S+)/;
  const early = ended.then(({ code, stderr }) => {
    throw new Error(`it ended with ${code}: ${stderr}`);
  });
  early.catch(() => {});
  while (!ready.test(out.stdout)) await Promise.race([once(child.stdout, "data"), early]);
  const [, linkToken = "", apiKey = ""] = ready.exec(out.stdout) ?? [];
  const adminToken = variables.SAYSO_ADMIN_TOKEN ?? storedAdminToken(variables.SAYSO_DATA);
  for (const secret of [linkToken, adminToken, apiKey]) keepSecret(secret);
  return {
    ...{ apiKey, adminToken, linkToken, banner: out.stdout, pid: child.pid ?? 0 },
    log: () => out.stderr,
    baseUrl: `http://127.0.0.1:${variables.PORT}`,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function storedAdminToken(data = ".sayso"): string {
  return JSON.parse(readFileSync(join(data, "credentials.json"), "utf8")).adminToken;
}

/** Where nothing is to be started: the program must end by itself. */
export function endedSayso(variables: Variables, through: readonly string[] = []): Promise<Ended> {
  return spawnSayso(variables, through).ended;
}
