import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { apiKey } from "./credentials.ts";

/** What the agent's process can be asked to do. Times are `monotonicMs`. */
export interface AgentCalls {
  /** Pauses under each id at once; answers when every pause is registered. */
  pause(input: { serverUrl: string; ids: readonly string[] }): Promise<{ startedMs: number; registeredMs: number[] }>;
  /** When the code behind each pause ran again; answers when all of it has. */
  resumed(input: { ids: readonly string[] }): Promise<number[]>;
  /** How many HTTP requests have no answer yet: when nothing else goes on, the polls that are held. */
  underWay(input?: undefined): Promise<number>;
}

interface Answer {
  readonly number: number;
  readonly output?: unknown;
  readonly error?: string;
}

/** Starts an agent's process: the SDK, waiting by long polls. */
export function startAgent(): AgentCalls & { stop(): Promise<void> } {
  const child = fork(join(import.meta.dirname, "agent-process.ts"), { env: { ...process.env, SAYSO_API_KEY: apiKey } });
  const open = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  child.on("message", (answer: Answer) => open.get(answer.number)?.(answer));
  const ended = once(child, "exit");
  ended.then(() => {
    for (const [number, settle] of open) settle({ number, error: "the agent's process ended" });
  });
  const call = (name: keyof AgentCalls, input: unknown) =>
    new Promise<never>((resolve, reject) => {
      const number = ++calls;
      open.set(number, ({ output, error }) => {
        open.delete(number);
        if (error === undefined) resolve(output as never);
        else reject(new Error(error));
      });
      child.send({ number, name, input });
    });
  return {
    pause: (input) => call("pause", input),
    resumed: (input) => call("resumed", input),
    underWay: () => call("underWay", undefined),
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
