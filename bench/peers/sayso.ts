import { setTimeout as sleep } from "node:timers/promises";
import { collectsOnSignal } from "../pending-memory.ts";
import { residentMemory } from "../resident-memory.ts";
import { startServer } from "../server.ts";
import type { Start } from "./contestant.ts";
import { saysoSide } from "./sayso-side.ts";

/** Local mode as it is built, durable at every acknowledged write (SQLite, WAL, synchronous=FULL). */
export const start: Start = async (folder) => {
  const server = await startServer("sayso", { data: folder, nodeOptions: collectsOnSignal });
  const { memory, collect, stop, ...side } = saysoSide(server.baseUrl, folder);
  return {
    name: "Sayso (SQLite)",
    ...side,
    memory: () => ({ server: residentMemory(server.pid).all * 1024, agent: memory() }),
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
