import { setTimeout as sleep } from "node:timers/promises";
import { collectsOnSignal } from "../pending-memory.ts";
import { residentMemory } from "../resident-memory.ts";
import { startServer } from "../server.ts";
import type { Contestant } from "./contestant.ts";
import { saysoSide } from "./sayso-side.ts";

/** Local mode as it is built, durable at every acknowledged write. */
export async function saysoEmbedded(folder: string, name: string, kind: "polling" | "called"): Promise<Contestant> {
  const server = await startServer("sayso", { data: folder, nodeOptions: collectsOnSignal });
  const { memory, collect, stop, ...side } = saysoSide(server.baseUrl, folder, kind);
  return {
    name,
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
}
