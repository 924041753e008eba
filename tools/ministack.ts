import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "./free-port.ts";
import { pythonEnvironment, whyNotPython } from "./python-environment.ts";
import { startServer } from "./start-server.ts";

const requirements = join(import.meta.dirname, "ministack-requirements.txt");
const region = "us-east-1";

/** An emulator of AWS on this machine. */
export interface Ministack {
  readonly endpoint: string;
  /** What a client's environment needs to reach it and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that it and its functions have written, in pieces. */
  readonly output: readonly string[];
  stop(): Promise<void>;
}

/** Why MiniStack cannot run on this machine, or undefined when it can. */
export function whyNotMinistack(): string | undefined {
  if (process.platform === "win32") return "the functions' processes are ended as a group, which Windows has not";
  return whyNotPython(10);
}

/**
 * Starts an empty AWS on a free port of the loopback address. Functions run on the Node that runs this.
 *
 * @param settings environment variables of MiniStack besides
 */
export async function startMinistack(settings: Readonly<Record<string, string>> = {}): Promise<Ministack> {
  const command = await pythonEnvironment("ministack", requirements);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const temporary = mkdtempSync(join(tmpdir(), "ministack-"));
  const clear = () => rmSync(temporary, { recursive: true, force: true });
  process.once("exit", clear);
  const output: string[] = [];
  const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: region };
  const stop = await startServer({
    name: "MiniStack",
    command,
    args: [join(import.meta.dirname, "run-ministack.py")],
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: temporary,
      TMPDIR: temporary,
      STATE_DIR: join(temporary, "state"),
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: "localhost",
      IOT_MTLS_ENABLED: "0",
      ...credentials,
      ...settings,
    },
    url: `${endpoint}/_ministack/health`,
    onOutput: (text) => output.push(text),
    hasChildren: true,
  });
  return {
    endpoint,
    environment: { ...credentials, AWS_ENDPOINT_URL: endpoint },
    output,
    stop: async () => {
      await stop();
      process.off("exit", clear);
      clear();
    },
  };
}
