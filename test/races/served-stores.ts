import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { createApi } from "../../functions/api/api.ts";
import { createRateLimit, type Rates } from "../../functions/api/rate-limit.ts";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import type { Clock } from "../../functions/ports/environment.ts";
import type { People } from "../../functions/ports/people.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { Afterwork } from "../../local/afterwork.ts";
import { createHttpServer } from "../../local/http-server.ts";
import { startSayso } from "../../local/start-sayso.ts";
import { WaitingRoom } from "../../local/waiting-room.ts";
import { agents, people as known } from "../api/callers.ts";
import { logged } from "../api/secrets.ts";
import { openTables } from "../ports/dynamodb-tables.ts";
import { givenDeps } from "../use-cases/given-deps.ts";

/** The HTTP API in this process over one store, with the clock of the machine moved on as told. */
export interface Served {
  readonly baseUrl: string;
  readonly deps: Deps;
  readonly moveClock: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

const generous = { burst: 1_000_000, perSecond: 1_000_000 };
const rates: Rates = { agent: generous, link: generous, failure: generous };
const people: People = { verify: async (token) => known[token] };
const log = jsonLog((line) => logged.push(line), Date.now);

function movableClock(): { readonly clock: Clock; readonly moveClock: (ms: number) => void } {
  let moved = 0;
  const moveClock = (ms: number) => {
    moved += ms;
  };
  return { clock: { now: () => Date.now() + moved }, moveClock };
}

async function addAgent({ apiKeys }: Pick<Deps, "apiKeys">): Promise<void> {
  const [{ prefix, key, agent, revokedAt }] = agents;
  await apiKeys.add({ prefix, agent, revokedAt, description: "", createdAt: 0, keyHash: nodeCrypto.sha256(key) });
}

/** Local mode as it is, timers and outbox and all. */
export async function serveSqlite(): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), "sayso-"));
  const { clock, moveClock } = movableClock();
  const environment = { port: 0, data, publicUrl: "http://127.0.0.1:4000", apiKey: undefined, adminToken: undefined };
  const sayso = await startSayso({ environment, files: {}, log, clock, rates, people });
  await addAgent(sayso.deps);
  return {
    ...{ deps: sayso.deps, moveClock, baseUrl: `http://127.0.0.1:${sayso.port}` },
    stop: async () => {
      await sayso.stop();
      rmSync(data, { recursive: true });
    },
  };
}

/** The API's functions over DynamoDB, as one server: what the stream would do is left out. */
export async function serveDynamodb(client: DynamoDBClient): Promise<Served> {
  const tables = await openTables(client);
  const { clock, moveClock } = movableClock();
  const { deps } = givenDeps({ ...dynamodbStores(tables), clock, crypto: nodeCrypto, log });
  await addAgent(deps);
  const limit = createRateLimit(clock, nodeCrypto.sha256, rates);
  const api = createApi({ app: deps, people, routes: allRoutes({}), limit });
  const waitingRoom = new WaitingRoom(clock.now);
  const afterwork = new Afterwork(log);
  const server = createHttpServer({ api, waitingRoom, afterwork, clock, log }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    ...{ deps, moveClock, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    stop: async () => {
      waitingRoom.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await afterwork.finish();
      await tables.drop();
    },
  };
}
