import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../tools/free-port.ts";
import { collectsOnSignal } from "../pending-memory.ts";
import type { Start } from "./contestant.ts";
import { firstSuccess } from "./first-success.ts";
import { installPeers } from "./install-peers.ts";
import { post } from "./post.ts";
import { startProcess } from "./start-process.ts";
import { followWaits } from "./waits.ts";

const service = join(import.meta.dirname, "workers/restate-service.ts");

/**
 * Restate's server, one node, with the settings that it comes with: its log is synced to the disk before a step is
 * acknowledged (`rocksdb-disable-wal-fsync = false`), and a handler that has waited for a minute is suspended, so it
 * costs its service nothing until it is resumed by a replay.
 */
export const start: Start = async (folder) => {
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
  const server = startProcess({
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
  const worker = startProcess({
    ...{ name: "restate-service", command: process.execPath, folder },
    args: [...collectsOnSignal, service, String(ports.service)],
    env: { RESTATE_LOGGING: "WARN" },
  });
  const waits = followWaits(worker);
  await firstSuccess(server, () => post(`${url(ports.admin)}/deployments`, { uri: url(ports.service) }));

  const awakeables = new Map<string, string>();
  return {
    name: "Restate 1.7.12 (TypeScript SDK 1.17.2; its own log and RocksDB)",
    pause: async (id) => {
      const waiting = waits(id);
      await post(`${url(ports.ingress)}/agent/waitForApproval/send`, { id });
      awakeables.set(id, await waiting);
    },
    decide: async (id) => {
      await post(`${url(ports.ingress)}/restate/awakeables/${awakeables.get(id)}/resolve`, { decision: "approved" });
      awakeables.delete(id);
    },
    onResumed: worker.onResumed,
    memory: () => ({ server: server.memory(), worker: worker.memory() }),
    collect: async () => {
      worker.kill("SIGUSR2");
      await sleep(1_000);
    },
    stop: async () => {
      await server.stop();
      await worker.stop();
    },
  };
};
