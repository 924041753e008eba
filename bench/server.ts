import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { adminToken, apiKey } from "./credentials.ts";
import { monotonicMs } from "./monotonic.ts";

const root = join(import.meta.dirname, "..");
const running = new Set<ChildProcess>();
const folders: string[] = [];
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder in the checkout, so on the disk that data are really kept on, and gone when the benchmarks end. */
export function newFolder(): string {
  const parent = join(root, ".cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "bench-"));
  folders.push(folder);
  return folder;
}

const programs = {
  sayso: () => join(root, "dist/local/main.mjs"),
  floor: () => {
    // Made JavaScript first, as Sayso is: stripping types at run time takes memory that would count as the floor's.
    const outfile = join(newFolder(), "floor-server.mjs");
    const entryPoints = [join(import.meta.dirname, "floor-server.ts")];
    buildSync({ entryPoints, outfile, platform: "node", format: "esm", target: "node24", minify: true });
    return outfile;
  },
};

export interface Server {
  readonly kind: keyof typeof programs;
  readonly baseUrl: string;
  readonly pid: number;
  /** From its process being started to its first answer. */
  readonly startedInMs: number;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

interface Options {
  readonly data?: string;
  readonly nodeOptions?: readonly string[];
}

/** Starts a server as a process of its own and waits until it serves. */
export async function startServer(
  kind: Server["kind"],
  { data = newFolder(), nodeOptions = [] }: Options = {},
): Promise<Server> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const program = programs[kind]();
  const environment = { PORT: String(port), SAYSO_DATA: data, SAYSO_DEMO: "0", NODE_COMPILE_CACHE: undefined };
  const log = openSync(join(data, "server.log"), "a");
  const startedMs = monotonicMs();
  const child = spawn(process.execPath, [...nodeOptions, program], {
    env: { ...process.env, SAYSO_API_KEY: apiKey, SAYSO_ADMIN_TOKEN: adminToken, ...environment },
    stdio: ["ignore", log, log],
  });
  running.add(child);
  const ended = once(child, "exit").then(() => running.delete(child));
  while (!(await answers(`${baseUrl}/healthz`)))
    if (!running.has(child)) throw new Error(`${kind} ended:\n${readFileSync(join(data, "server.log"), "utf8")}`);
  const startedInMs = monotonicMs() - startedMs;
  return {
    ...{ kind, baseUrl, pid: child.pid ?? 0, startedInMs },
    kill: (signal) => child.kill(signal),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Asked every 2 ms. */
async function answers(url: string): Promise<boolean> {
  const answered = await new Promise<boolean>((resolve) => {
    const refused = () => resolve(false);
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).once("error", refused);
  });
  if (!answered) await new Promise((resolve) => setTimeout(resolve, 2));
  return answered;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
