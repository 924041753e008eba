import { join } from "node:path";
import { adminToken, apiKey } from "../credentials.ts";
import { collectsOnSignal } from "../pending-memory.ts";
import type { Contestant } from "./contestant.ts";
import { post } from "./post.ts";
import { startProcess } from "./start-process.ts";

type SaysoSide = Pick<Contestant, "pause" | "decide" | "onResumed" | "stop"> & {
  collect(): void;
  /** Bytes of the agent's process. */
  memory(): number;
};

/**
 * An agent's process and a reviewer who is signed in.
 *
 * @param kind whether its pauses wait by the SDK's long polls, or end and leave an address to be called at
 */
export function saysoSide(baseUrl: string, folder: string, kind: "polling" | "called" = "polling"): SaysoSide {
  const agent = startProcess({
    name: "agent",
    command: process.execPath,
    args: [...collectsOnSignal, join(import.meta.dirname, `sayso-${kind}-agent.ts`)],
    folder,
    env: { SAYSO_SERVER_URL: baseUrl, SAYSO_API_KEY: apiKey },
  });
  const pending = new Map<string, () => void>();
  agent.onLine((line) => {
    const [word, id = ""] = line.split(" ");
    if (word !== "pending") return;
    pending.get(id)?.();
    pending.delete(id);
  });
  return {
    pause: (id) =>
      new Promise((resolve) => {
        pending.set(id, resolve);
        agent.write(id);
      }),
    decide: async (id) => {
      const authorization = `Bearer ${adminToken}`;
      await post(`${baseUrl}/v1/approvals/${id}/decision`, { decision: "approved" }, { authorization });
    },
    onResumed: agent.onResumed,
    collect: () => agent.kill("SIGUSR2"),
    memory: agent.memory,
    stop: agent.stop,
  };
}
