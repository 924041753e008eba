import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../tools/free-port.ts";
import { residentMemory } from "../resident-memory.ts";
import type { Start } from "./contestant.ts";
import { installPeers } from "./install-peers.ts";
import { followWaiters } from "./waiters.ts";
import { startProgram } from "./worker.ts";

const service = join(import.meta.dirname, "workers/restate-service.ts");

/**
 * Restate's server, one node, with the settings that it comes with: its log is synced to the disk before a step is
 * acknowledged (`rocksdb-disable-wal-fsync = false`), and a handler that has waited for a minute is suspended, so it
 * costs its service nothing until it is resumed by a replay.
 */
export const startRestate: Start = async (folder) => {
  await installPeers();
  const { resolve } = createRequire(import.meta.url);
  const command = resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`);
  const ports = {
    node: await freePort(),
    admin: await freePort(),
    ingress: await freePort(),
    service: await freePort(),
  };
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const server = startProgram({
    ...{ name: "restate-server", command, folder },
    args: ["--no-logo", "--base-dir", join(folder, "restate-data"), "--node-name", "bench"],
    env: {
      RESTATE_LISTEN_MODE: "tcp",
      RESTATE_BIND_IP: "127.0.0.1",
      RESTATE_BIND_PORT: String(ports.node),
      RESTATE_ADMIN__BIND_PORT: String(ports.admin),
      RESTATE_INGRESS__BIND_PORT: String(ports.ingress),
      RESTATE_ADMIN__DISABLE_WEB_UI: "true",
      RESTATE_DISABLE_TELEMETRY: "true",
      RESTATE_LOG_FILTER: "warn",
    },
  });
  const waiters = followWaiters();
  const worker = startProgram({
    ...{ name: "restate-service", command: process.execPath, folder, onLine: waiters.hear },
    args: [service, String(ports.service)],
    env: { RESTATE_LOGGING: "WARN" },
  });
  await registered(() => post(`${url(ports.admin)}/deployments`, { uri: url(ports.service) }));

  const awakeables = new Map<string, string>();
  return {
    name: "Restate 1.7.12 (TypeScript SDK 1.17.2), its own log and RocksDB",
    pause: async (id) => {
      const waits = waiters.waits(id);
      await post(`${url(ports.ingress)}/agent/waitForApproval/send`, id);
      awakeables.set(id, await waits);
    },
    decide: async (id) => {
      await post(`${url(ports.ingress)}/restate/awakeables/${awakeables.get(id)}/resolve`, "approved");
      awakeables.delete(id);
    },
    onResumed: waiters.onResumed,
    memory: () => ({
      "Restate server": residentMemory(server.pid).all * 1024,
      "Restate service": residentMemory(worker.pid).all * 1024,
    }),
    stop: async () => {
      await server.stop();
      await worker.stop();
    },
  };
};

/** @throws Error for an answer that is no success */
async function post(url: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${answer}`);
}

/** Asked until both server and service are there. */
async function registered(register: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      return await register();
    } catch (error) {
      if (tries === 60) throw error;
      await sleep(250);
    }
}
