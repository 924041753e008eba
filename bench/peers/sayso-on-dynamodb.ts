import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { collectsOnSignal } from "../pending-memory.ts";
import { residentMemory } from "../resident-memory.ts";
import type { Start } from "./contestant.ts";
import { descendants } from "./descendants.ts";
import { saysoSide } from "./sayso-side.ts";
import { startProcess } from "./start-process.ts";

/** Each of their polls is two reads every 20 s: the emulator takes 10,000 of them for longer than a run may last. */
const mostPending = 2_000;

/** The API's functions in one process, over DynamoDB Local, which keeps everything in memory and nothing on a disk. */
export const start: Start = async (folder) => {
  const server = startProcess({
    name: "server",
    command: process.execPath,
    args: [...collectsOnSignal, join(import.meta.dirname, "sayso-on-dynamodb-server.ts")],
    folder,
  });
  let baseUrl = "";
  server.onLine((line) => {
    baseUrl = line;
  });
  await server.until(() => baseUrl !== "");
  const { memory, collect, stop, ...side } = saysoSide(baseUrl, folder);
  const databases = descendants(server.pid);
  return {
    name: "Sayso (DynamoDB Local 3.3.1, in memory)",
    ...side,
    mostPending,
    memory: () => ({
      server: server.memory(),
      agent: memory(),
      database: databases.reduce((sum, pid) => sum + residentMemory(pid).all * 1024, 0),
    }),
    collect: async () => {
      server.kill("SIGUSR2");
      collect();
      await sleep(1_000);
    },
    stop: async () => {
      await stop();
      await server.stop();
    },
  };
};
