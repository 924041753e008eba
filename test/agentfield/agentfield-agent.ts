import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pythonEnvironment } from "../../tools/python-environment.ts";
import { freePort, newFolder, type Sayso } from "../local/spawned-sayso.ts";

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** A program of this folder on Agentfield's published SDK; all that it is told of Sayso is its address and a key. */
export async function runPython(
  sayso: Pick<Sayso, "baseUrl" | "apiKey">,
  program: string,
  args: readonly string[] = [],
  more: NodeJS.ProcessEnv = {},
) {
  const python = await pythonEnvironment("agentfield", join(import.meta.dirname, "requirements.txt"));
  const folder = newFolder();
  const own = { AGENTFIELD_SERVER: sayso.baseUrl, AGENTFIELD_API_KEY: sayso.apiKey, ...more };
  const child = spawn(python, [join(import.meta.dirname, program), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1", ...own },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said.text += text;
    });
  const ended = once(child, "close").then(() => running.delete(child));
  return { child, said, ended };
}

export type Agent = Awaited<ReturnType<typeof startAgent>>;

/** An agent that listens, on a port of its own or on the one that it had before. */
export async function startAgent(sayso: Sayso, program = "claim_agent.py", port?: number) {
  const own = port ?? (await freePort());
  const url = `http://127.0.0.1:${own}`;
  const variables = { PORT: String(own), AGENT_CALLBACK_URL: url };
  const { child, said, ended } = await runPython(sayso, program, [], variables);
  await until("the agent listens", async () => {
    if (child.exitCode !== null) throw new Error(`it ended: ${said.text}`);
    return (await fetch(`${url}/health`).catch(() => undefined))?.ok ?? false;
  });
  return {
    port: own,
    url,
    said,
    /** Begins an execution; it goes on by itself. */
    begin: async (reasoner: string, executionId: string, input: object) => {
      const headers = {
        "content-type": "application/json",
        ...{ "x-execution-id": executionId, "x-run-id": `run-of-${executionId}` },
      };
      const path = `${url}/reasoners/${reasoner}`;
      const { status } = await fetch(path, { method: "POST", headers, body: JSON.stringify(input) });
      if (status !== 202) throw new Error(`${reasoner} was answered ${status}`);
    },
    kill: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
}

export async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 120_000; !(await check()); await sleep(50))
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
}
