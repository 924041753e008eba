import { join } from "node:path";
import type { Start } from "./contestant.ts";
import { startPythonPeer } from "./python-peer.ts";

// In Python, which LangGraph is written in first: the JavaScript checkpointer's SQLite is native code that its install
// script fetches from elsewhere than the registry. Nothing of a pause stays in the process: its state is on the disk.
const synchronousModes = ["OFF", "NORMAL", "FULL", "EXTRA"];

export const start: Start = async (folder) => {
  let synchronous = "";
  const peer = { peer: "langgraph", folder, database: join(folder, "checkpoints.db") } as const;
  const { workerMemory, ...side } = await startPythonPeer(peer, (line) => {
    if (line.startsWith("synchronous ")) synchronous = synchronousModes[Number(line.slice(12))] ?? line;
  });
  return {
    name: `LangGraph 1.2.24 (SQLite, synchronous=${synchronous})`,
    ...side,
    memory: () => ({ worker: workerMemory() }),
  };
};
