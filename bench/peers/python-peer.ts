import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";
import type { Contestant } from "./contestant.ts";
import { post } from "./post.ts";
import { startProcess } from "./start-process.ts";

interface PythonPeer {
  readonly peer: "dbos" | "langgraph";
  readonly folder: string;
  readonly database: string;
}

/**
 * A peer in Python behind HTTP endpoints: `<peer>_worker.py` in an environment of exactly `<peer>-requirements.txt`.
 *
 * @param said called for each line that is neither its port nor a waiter's
 */
export async function startPythonPeer({ peer, folder, database }: PythonPeer, said?: (line: string) => void) {
  const reason = whyNotPython();
  if (reason) throw new Error(reason);
  const here = import.meta.dirname;
  const worker = startProcess({
    name: peer,
    command: await pythonEnvironment(`peers/${peer}`, join(here, `${peer}-requirements.txt`)),
    args: [join(here, `${peer}_worker.py`), database],
    folder,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  let port = 0;
  worker.onLine((line) => {
    if (line.startsWith("port ")) port = Number(line.slice(5));
    else said?.(line);
  });
  await worker.until(() => port > 0);
  const call = async (name: string, id: string) => void (await post(`http://127.0.0.1:${port}/${name}/${id}`));
  const side: Pick<Contestant, "pause" | "decide" | "onResumed" | "collect" | "stop"> = {
    pause: (id) => call("pause", id),
    decide: (id) => call("decide", id),
    onResumed: worker.onResumed,
    collect: async () => {
      worker.kill("SIGUSR2");
      await sleep(1_000);
    },
    stop: worker.stop,
  };
  return { ...side, workerMemory: worker.memory };
}
