import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { stateKey, toKey } from "../../functions/adapters/dynamodb/keys.ts";
import { forgetWait, readWait } from "../../functions/adapters/dynamodb/wait-token.ts";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { findApiKey } from "../../functions/use-cases/api-keys.ts";
import { countEntries } from "../../functions/use-cases/count-entries.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { presentApproval } from "../../functions/use-cases/present.ts";
import { readContent } from "../../functions/use-cases/read-approval.ts";
import { resumeExecution } from "../../functions/use-cases/resume-execution.ts";
import { localClient, openTables } from "../ports/dynamodb-tables.ts";
import { answer, ask, claim } from "../use-cases/claim.ts";
import { givenDeps } from "../use-cases/given-deps.ts";
import type { Usage } from "./prices.ts";

interface Consumed {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

/** Counts the capacity that each call takes, indexes and transactions included, as the database itself says it. */
function meter(client: DynamoDBClient) {
  const units = { read: 0, write: 0 };
  const writes = /^(TransactWriteItems|UpdateItem|PutItem)Command$/;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName);
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat())
        units[writes.test(command) ? "write" : "read"] += CapacityUnits;
      return result;
    },
    { step: "initialize" },
  );
  return units;
}

/**
 * One approval's life on AWS, by the use cases that its functions run, over the real store: an agent asks, the state
 * machine leaves its token, a signed-in reviewer decides, the agent's own state machine is told.
 */
export async function meteredLife(endpoint: string): Promise<Usage> {
  const client = localClient(endpoint);
  const tables = await openTables(client);
  const counted = { started: 0, woken: 0, told: 0, queued: 0, events: 0 };
  const stores = dynamodbStores(tables);
  const { deps } = givenDeps({
    ...stores,
    waits: {
      start: async () => {
        counted.started++;
        return "waiting";
      },
      wake: async ({ approvalRequestId }) => {
        const wait = await readWait(tables, approvalRequestId);
        if (!wait) return;
        counted.woken++;
        await forgetWait(tables, approvalRequestId, wait.waitToken);
      },
    },
    publisher: { publish: async () => void counted.events++ },
    resumeQueue: { push: async () => void counted.queued++ },
    resumers: {
      "task-token": {
        deliver: async ({ approvalRequestId }) => {
          await readContent(stores, approvalRequestId);
          counted.told++;
          return { outcome: "resumed" };
        },
      },
    },
  });
  const units = meter(client);
  const entries: AuditEntry[] = [];
  const seen = async () => {
    const { items } = await quietly(units, () =>
      deps.audit.query({ approvalRequestId: claim.approvalRequestId, cursor: null, limit: 100 }),
    );
    const fresh = items.map(({ entry }) => entry).slice(entries.length);
    entries.push(...fresh);
    for (const entry of fresh) await dispatchEntry(deps, entry);
    await countEntries(deps, fresh);
  };
  await findApiKey(deps, `sayso_claims01_${"c".repeat(43)}`);
  const requested = await ask(deps, { metadata: { region: "eu", amount: 120.5 } });
  if (!requested.ok) throw new Error("the request was refused");
  await presentApproval(deps, requested.approval, requested.content);
  await seen();
  await leaveToken(tables);
  const decided = await answer(deps);
  if (!decided.ok) throw new Error("the decision was refused");
  await presentApproval(deps, decided.approval);
  await seen();
  await resumeExecution(deps, claim.approvalRequestId, requested.approval.waiters[0]?.waiterId ?? "");
  await seen();
  client.destroy();
  if (counted.told !== 1) throw new Error(`the agent was told ${counted.told} times`);
  return toUsage(units, entries.length, counted);
}

/** What only the counting itself reads is not counted. */
async function quietly<T>(units: { read: number }, look: () => Promise<T>): Promise<T> {
  const { read } = units;
  const found = await look();
  units.read = read;
  return found;
}

/** What the state machine does by itself when the wait begins. */
async function leaveToken({ client, approvalsTable }: Awaited<ReturnType<typeof openTables>>): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: approvalsTable,
      Key: toKey(stateKey(claim.approvalRequestId)),
      UpdateExpression: "SET waitToken = :token, waitTokenGeneration = :one, dueAt = :dueAt",
      // A task token is some 700 characters long.
      ExpressionAttributeValues: {
        ":token": { S: "t".repeat(700) },
        ":one": { N: "1" },
        ":dueAt": { N: "1767520815000" },
      },
    }),
  );
}

/** Milliseconds and GB of one invocation: assumed, since only a real deployment shows them. */
const assumed = { ms: 50, gb: 0.5, logKb: 0.5 };

function toUsage(
  units: { readonly read: number; readonly write: number },
  entries: number,
  counted: { readonly started: number; readonly told: number; readonly queued: number; readonly events: number },
): Usage {
  // agent-api and reviewer-api once each, on-audit-entry for each entry by itself, resume-execution for each message.
  const lambdaRequests = 2 + entries + counted.queued;
  return {
    writeUnits: units.write,
    readUnits: units.read,
    // AwaitDecision, and nothing else when a decision ends it. Start and End are not counted.
    stateTransitions: counted.started,
    lambdaRequests,
    lambdaGbSeconds: (lambdaRequests * assumed.ms * assumed.gb) / 1000,
    apiRequests: 2,
    // A message is sent, received and deleted.
    queueRequests: 3 * counted.queued,
    events: counted.events,
    keyRequests: 0,
    logKb: lambdaRequests * assumed.logKb,
  };
}
