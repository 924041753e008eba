import assert from "node:assert/strict";
import { test } from "node:test";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { localClient } from "../ports/dynamodb-tables.ts";
import { seededRandom } from "../ports/seeded-random.ts";
import { race } from "./race.ts";
import { type Served, serveDynamodb, serveSqlite } from "./served-stores.ts";

const thorough = process.env.THOROUGH === "1";
const seed = Number(process.env.SEED ?? 20_261_125);
const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);

interface Store {
  readonly name: string;
  readonly rounds: number;
  readonly skip?: string;
  readonly serve: () => Promise<{ readonly served: Served; readonly stop: () => Promise<void> }>;
}

const stores: readonly Store[] = [
  {
    name: "SQLite",
    rounds: thorough ? 1_000 : 50,
    serve: async () => {
      const served = await serveSqlite();
      return { served, stop: served.stop };
    },
  },
  {
    name: "DynamoDB",
    rounds: thorough ? 1_000 : 20,
    ...(reason && { skip: reason }),
    serve: async () => {
      const local = await startDynamoDbLocal();
      const client = localClient(local.endpoint);
      const served = await serveDynamodb(client);
      const stop = async () => {
        await served.stop();
        client.destroy();
        await local.stop();
      };
      return { served, stop };
    },
  },
];

/** In every fifth round the clock passes the expiry meanwhile. */
const isExpiring = (round: number) => round % 5 === 4;

for (const { name, rounds, skip, serve } of stores)
  test(`F3 F4 ${name}: of sixteen at once over HTTP one is told 200 and the rest who won, in ${rounds} rounds (seed ${seed})`, {
    skip: skip ?? false,
  }, async (t) => {
    const { served, stop } = await serve();
    t.after(stop);
    const random = seededRandom(seed);
    const ends: Record<string, number> = {};
    for (let round = 0; round < rounds; round++) {
      const end = await race(served, `claim-${round}`, isExpiring(round), random);
      ends[end] = (ends[end] ?? 0) + 1;
    }
    t.diagnostic(JSON.stringify(ends));
    assert.ok(Object.keys(ends).length >= 3, `these always won: ${Object.keys(ends)}`);
  });
