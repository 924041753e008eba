import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  ThrottlingException,
  TransactionCanceledException,
  TransactionInProgressException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type DynamodbStores, dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { trailIds } from "./audit-trail.ts";
import { openTables } from "./dynamodb-tables.ts";
import { content, given, minute, t0 } from "./given.ts";

type Send = (command: object) => Promise<unknown>;

/** What a fault does with a command: passes it on, answers itself, or throws, before or after it was carried out. */
type Fault = (command: object, send: Send) => Promise<unknown>;

function cancelled(...codes: string[]): TransactionCanceledException {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ message: "cancelled", $metadata: {}, CancellationReasons });
}

/** Throws these errors, one for each transaction, and then lets everything through. */
function first(...errors: readonly Error[]): Fault {
  const left = [...errors];
  return async (command, send) => {
    const error = command instanceof TransactWriteItemsCommand ? left.shift() : undefined;
    if (error) throw error;
    return send(command);
  };
}

/** Carries a transaction out and loses the answer of the first one. */
function unheard(error: Error): Fault {
  let lost = false;
  return async (command, send) => {
    const answer = await send(command);
    if (lost || !(command instanceof TransactWriteItemsCommand)) return answer;
    lost = true;
    throw error;
  };
}

/** DynamoDB at its less obliging. */
export function dynamodbFaults(client: DynamoDBClient): void {
  function onFaulty(
    name: string,
    fault: Fault,
    body: (stores: DynamodbStores, sent: () => number) => Promise<void>,
  ): void {
    test(name, async (t) => {
      const tables = await openTables(client);
      t.after(tables.drop);
      let sent = 0;
      const send = (command: object) => {
        sent++;
        return fault(command, (passed) => client.send(passed as QueryCommand));
      };
      await body(dynamodbStores({ ...tables, client: { send } as Pick<DynamoDBClient, "send"> }), () => sent);
    });
  }

  suite("faults of DynamoDB", () => {
    const conflict = () => cancelled("TransactionConflict", "None");

    onFaulty(
      "a transaction that met another is tried again",
      first(conflict(), cancelled("None", "ThrottlingError"), conflict()),
      async ({ approvals }, sent) => {
        assert.equal(await approvals.commit(given().requested("claim-1")), "committed");
        assert.equal(sent(), 4);
      },
    );

    onFaulty(
      "a transaction that always meets another is given up",
      first(...Array.from({ length: 100 }, conflict)),
      async ({ approvals }, sent) => {
        await assert.rejects(approvals.commit(given().requested("claim-1")), TransactionCanceledException);
        assert.equal(sent(), 8);
        assert.equal(await approvals.load("claim-1"), undefined);
      },
    );

    onFaulty(
      "a row that has changed is a conflict, whatever else was in the way",
      first(cancelled("ConditionalCheckFailed", "TransactionConflict")),
      async ({ approvals }, sent) => {
        assert.equal(await approvals.commit(given().requested("claim-1")), "conflict");
        assert.equal(sent(), 1);
      },
    );

    onFaulty(
      "a transaction that can never succeed is not tried again",
      first(cancelled("None", "ValidationError")),
      async ({ approvals }, sent) => {
        await assert.rejects(approvals.commit(given().requested("claim-1")), TransactionCanceledException);
        assert.equal(sent(), 1);
      },
    );

    onFaulty(
      "a commit whose answer was lost is known at the next attempt",
      unheard(new Error("socket hang up")),
      async ({ approvals, audit }) => {
        const created = given().requested("claim-1", { content });
        await assert.rejects(approvals.commit(created), /socket hang up/);
        assert.equal(await approvals.commit(created), "committed");
        assert.deepEqual(await trailIds(audit), ["event-1"]);
      },
    );

    onFaulty(
      "a commit that meets its own earlier attempt is known",
      unheard(new TransactionInProgressException({ message: "still at it", $metadata: {} })),
      async ({ approvals, audit, executions }) => {
        assert.equal(await approvals.commit(given().requested("claim-1", { executionId: "run-1" })), "committed");
        assert.deepEqual(await trailIds(audit), ["event-1"]);
        assert.equal((await executions.load("run-1"))?.pendingApprovals, 1);
      },
    );

    const throttled = new ThrottlingException({ message: "too much at once", $metadata: {} });
    let throttles = 2;
    onFaulty(
      "an update that was throttled is tried again",
      async (command, send) => {
        if (command instanceof UpdateItemCommand && throttles-- > 0) throw throttled;
        return send(command);
      },
      async ({ approvals }) => {
        const created = given().requested("claim-1", { dueAt: t0 });
        await approvals.commit(created);
        await approvals.reschedule(created.after, t0 + minute);
        assert.deepEqual(await approvals.due(t0, 10), []);
      },
    );

    let refusals = 3;
    onFaulty(
      "keys that a batch left unread are asked for again",
      async (command, send) => {
        if (!(command instanceof BatchGetItemCommand) || refusals-- <= 0) return send(command);
        return { Responses: {}, UnprocessedKeys: command.input.RequestItems };
      },
      async ({ approvals, executions, audit }) => {
        const { requested, decided } = given();
        const created = requested("claim-1", { executionId: "run-1" });
        await approvals.commit(created);
        await approvals.commit(decided(created.after, t0 + minute));
        const { items } = await audit.query({ reviewer: "rita@example.com", cursor: null, limit: 10 });
        assert.equal(items[0]?.disclosures.reviewerName?.value, "Rita Reyes");
        assert.equal((await executions.list({ cursor: null, limit: 10 })).items.length, 1);
      },
    );

    onFaulty(
      "answers that come an item at a time are put together",
      async (command, send) => {
        if (command instanceof QueryCommand) command.input.Limit = 1;
        return send(command);
      },
      async ({ approvals, audit, apiKeys }) => {
        const { requested } = given();
        const large = { ...content, context: "z".repeat(1_000_000) };
        for (const [index, id] of ["a", "b", "c", "d", "e"].entries())
          await approvals.commit(requested(id, { at: t0 + index, dueAt: t0 - index, content: large }));
        const { items } = await approvals.list({ cursor: null, limit: 4 });
        assert.equal(items.map(({ approvalRequestId }) => approvalRequestId).join(""), "edcb");
        assert.deepEqual(await approvals.due(t0, 4), ["e", "d", "c", "b"]);
        assert.deepEqual(await approvals.loadContent("c"), large);
        assert.deepEqual(await trailIds(audit), ["event-1", "event-2", "event-3", "event-4", "event-5"]);
        assert.deepEqual(await apiKeys.list(), []);
      },
    );
  });
}
