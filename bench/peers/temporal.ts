import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../../tools/free-port.ts";
import { pythonEnvironment } from "../../tools/python-environment.ts";
import { collectsOnSignal } from "../pending-memory.ts";
import type { Start } from "./contestant.ts";
import { firstSuccess } from "./first-success.ts";
import { installPeers } from "./install-peers.ts";
import { startProcess } from "./start-process.ts";
import { followWaits } from "./waits.ts";

/** What is used of `@temporalio/client`, which is there only once the peers are installed. */
interface TemporalClient {
  readonly Connection: { connect(options: { address: string }): Promise<{ close(): Promise<void> }> };
  readonly Client: new (options: {
    connection: object;
  }) => {
    readonly workflow: {
      start(type: string, options: { workflowId: string; taskQueue: string }): Promise<unknown>;
      getHandle(workflowId: string): { signal(name: string): Promise<void> };
    };
  };
}

const packageName: string = "@temporalio/client";
const requirements = join(import.meta.dirname, "temporal-requirements.txt");
const program = (name: string) => join(import.meta.dirname, "workers", `${name}.ts`);

/**
 * Temporal's dev server over a SQLite file. Every transaction is synced to the disk before it is acknowledged, as by
 * default; the journal is a write-ahead log, which is as durable as the default (`delete`) and syncs fewer times.
 * The worker is the TypeScript SDK's with all its defaults. A sink takes the time as soon as the workflow's code has
 * gone on: before the server has been told, and before an activity, which is what would act, can be scheduled.
 */
export const start: Start = async (folder) => {
  await installPeers();
  const { Client, Connection }: TemporalClient = await import(packageName);
  const command = join(dirname(await pythonEnvironment("temporal", requirements)), "temporal");
  const bundle = join(folder, "workflow-bundle.js");
  await promisify(execFile)(process.execPath, [program("temporal-bundle"), bundle]);

  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const server = startProcess({
    ...{ name: "temporal-server", command, folder },
    args: [
      ...["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", String(port), "--log-level", "error"],
      ...["--http-port", String(await freePort()), "--metrics-port", String(await freePort())],
      ...["--db-filename", join(folder, "temporal.db")],
      ...["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=full"],
    ],
    env: { TEMPORAL_VERSION_CHECK_DISABLED: "1" },
  });
  const connection = await firstSuccess(server, () => Connection.connect({ address }));
  const { workflow } = new Client({ connection });
  const worker = startProcess({
    ...{ name: "temporal-worker", command: process.execPath, folder },
    args: [...collectsOnSignal, program("temporal-worker"), address, bundle],
  });
  const waits = followWaits(worker);
  let ready = false;
  worker.onLine((line) => {
    ready ||= line === "ready";
  });
  await worker.until(() => ready);
  return {
    name: "Temporal dev server 1.32.0 (CLI 1.9.1, TypeScript SDK 1.24.0; SQLite)",
    pause: async (workflowId) => {
      const waiting = waits(workflowId);
      await workflow.start("approval", { workflowId, taskQueue: "approvals" });
      await waiting;
    },
    decide: (workflowId) => workflow.getHandle(workflowId).signal("decide"),
    onResumed: worker.onResumed,
    memory: () => ({ server: server.memory(), worker: worker.memory() }),
    collect: async () => {
      worker.kill("SIGUSR2");
      await sleep(1_000);
    },
    stop: async () => {
      await connection.close();
      await worker.stop();
      await server.stop();
    },
  };
};
