import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { createApi } from "../../functions/api/api.ts";
import { createRateLimit } from "../../functions/api/rate-limit.ts";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import type { People } from "../../functions/ports/people.ts";
import { addApiKey } from "../../functions/use-cases/api-keys.ts";
import { Afterwork } from "../../local/afterwork.ts";
import { createHttpServer } from "../../local/http-server.ts";
import { WaitingRoom } from "../../local/waiting-room.ts";
import { localClient, openTables } from "../../test/ports/dynamodb-tables.ts";
import { givenDeps } from "../../test/use-cases/given-deps.ts";
import { startDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { adminToken, apiKey } from "../credentials.ts";

// The API's functions over DynamoDB Local as one server, which holds polls as local mode does. What hangs off the audit
// table's stream on AWS (events, webhooks, statistics) is left out: it is other functions' work, after the decision.
const people: People = {
  verify: async (token) =>
    token === adminToken
      ? { kind: "person", id: "admin", name: "Admin", via: "admin_token", roles: ["reviewer"], session: "bench" }
      : undefined,
};
const database = await startDynamoDbLocal();
const clock = { now: Date.now };
const say = (message: string) => void process.stderr.write(`${message}\n`);
const log = { info: () => {}, warn: say, error: say };
const waitingRoom = new WaitingRoom(clock.now);
const stores = dynamodbStores(await openTables(localClient(database.endpoint)));
const { deps } = givenDeps({ ...stores, waits: waitingRoom, clock, crypto: nodeCrypto, log });
await addApiKey(deps, apiKey, { agent: null, description: "made by the benchmark" });
const api = createApi({ app: deps, people, routes: allRoutes({}), limit: createRateLimit(clock, nodeCrypto.sha256) });
const server = createHttpServer({ api, waitingRoom, afterwork: new Afterwork(log), clock, log });
server.listen(0, "127.0.0.1", 4096);
await once(server, "listening");
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
process.once("SIGTERM", async () => {
  await database.stop();
  process.exit(0);
});
