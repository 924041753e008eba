import type { Start } from "./contestant.ts";
import { postgresqlVersion, startPostgresql } from "./postgresql.ts";
import { startPythonPeer } from "./python-peer.ts";

// On PostgreSQL, which tells waiters at once; on SQLite DBOS looks for messages once a second.
export const start: Start = async (folder) => {
  const postgresql = await startPostgresql(folder);
  try {
    const peer = { peer: "dbos", folder, database: `${postgresql.url}/dbos` } as const;
    const { workerMemory, ...side } = await startPythonPeer(peer);
    return {
      name: `DBOS 3.4.0 (PostgreSQL ${postgresqlVersion})`,
      ...side,
      memory: () => ({ worker: workerMemory(), database: postgresql.memory() }),
      stop: async () => {
        await side.stop();
        await postgresql.stop();
      },
    };
  } catch (cause) {
    await postgresql.stop();
    throw cause;
  }
};
