import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";

/** The built service as a process, killed and started again on the same data and port. */
export interface KillableService {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly adminToken: string;
  /** Milliseconds from each start after a kill to its banner. */
  readonly restarts: readonly number[];
  /** What each process that has ended had written to its log. */
  readonly log: readonly string[];
  kill(): Promise<void>;
  stop(): Promise<number | null>;
}

export async function startService(): Promise<KillableService> {
  const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
  let running = await startedSayso(variables);
  const restarts: number[] = [];
  const log: string[] = [];
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const { code, stderr } = await running.kill(signal);
    // A killed process may leave half a line.
    log.push(...stderr.split("\n").slice(0, -1));
    return code;
  }
  return {
    ...{ baseUrl: running.baseUrl, apiKey: running.apiKey, adminToken: running.adminToken, restarts, log },
    kill: async () => {
      await end("SIGKILL");
      const began = performance.now();
      running = await startedSayso(variables);
      restarts.push(performance.now() - began);
    },
    stop: () => end("SIGTERM"),
  };
}
