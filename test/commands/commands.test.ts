import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { localClient, openStores } from "../ports/dynamodb-tables.ts";
import { givenDeps, t0 } from "../use-cases/given-deps.ts";
import { commands, type Real } from "./commands.ts";
import type { ExpectedWorld } from "./expected.ts";

const thorough = process.env.THOROUGH === "1";
const seed = Number(process.env.SEED ?? 20_261_125);
const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);

type Stores = Pick<Deps, "approvals" | "audit" | "executions" | "resumeClaims">;

interface Store {
  readonly name: string;
  readonly numRuns: number;
  readonly skip?: string;
  readonly open: () => Promise<{ readonly stores: () => Stores; readonly close: () => Promise<void> | void }>;
}

const stores: readonly Store[] = [
  { name: "memory", numRuns: 1_000, open: async () => ({ stores: () => memoryStores(), close: () => {} }) },
  {
    name: "SQLite",
    numRuns: thorough ? 1_000 : 200,
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), "sayso-"));
      const opened = openSqliteStores(join(folder, "sayso.db"));
      return {
        stores: () => opened,
        close: () => {
          opened.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  },
  {
    name: "DynamoDB",
    numRuns: thorough ? 1_000 : 40,
    ...(reason && { skip: reason }),
    open: async () => {
      const local = await startDynamoDbLocal();
      const client = localClient(local.endpoint);
      const opened = await openStores(client);
      return {
        stores: () => opened,
        close: async () => {
          await opened.close();
          client.destroy();
          await local.stop();
        },
      };
    },
  },
];

for (const { name, numRuns, skip, open } of stores)
  test(`F3 F4 F7 F8 F10 F26 ${name}: whatever is done to two approvals comes to what the rules say, in ${numRuns} runs (seed ${seed})`, {
    skip: skip ?? false,
  }, async (t) => {
    const opened = await open();
    t.after(opened.close);
    let runs = 0;
    let steps = 0;
    const setup = () => {
      const run = ++runs;
      // Identifiers of the tests count from 1 in each run; a store that all runs share needs other ones.
      const given = givenDeps({ ...opened.stores(), crypto: nodeCrypto });
      const real: Real = { ...given, own: (word) => `${word}-of-${run}` };
      const model: ExpectedWorld = { now: t0, approvals: new Map() };
      return { model, real };
    };
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 30, size: "max" }), async (list) => {
        for (const _ of list) steps++;
        await fc.asyncModelRun(setup, list);
      }),
      { seed, numRuns },
    );
    t.diagnostic(`seed ${seed}: ${steps} steps in ${runs} runs`);
    assert.ok(runs >= numRuns);
  });
