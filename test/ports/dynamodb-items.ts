import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../../functions/adapters/dynamodb/dynamodb-stores.ts";
import { forgetWait, readWait } from "../../functions/adapters/dynamodb/wait-token.ts";
import { delivery, event, webhook } from "../api/given-webhook.ts";
import { type OpenTables, openTables } from "./dynamodb-tables.ts";
import { content, given, minute, reassignTo, rita, sam, t0 } from "./given.ts";

type Item = Record<string, AttributeValue>;

const row = (id: string) => ({ pk: { S: `A#${id}` }, sk: { S: "STATE" } });

async function get({ client, approvalsTable }: OpenTables, Key: Item): Promise<Item | undefined> {
  return (await client.send(new GetItemCommand({ TableName: approvalsTable, Key, ConsistentRead: true }))).Item;
}

async function scan({ client }: OpenTables, TableName: string, IndexName?: string): Promise<readonly Item[]> {
  return (await client.send(new ScanCommand({ TableName, IndexName }))).Items ?? [];
}

/** What the wait's state machine does when it begins to wait. */
async function leaveToken({ client, approvalsTable }: OpenTables, id: string, token: string, generation: string) {
  await client.send(
    new UpdateItemCommand({
      TableName: approvalsTable,
      Key: row(id),
      UpdateExpression: "SET waitToken = :token, waitTokenGeneration = :generation, dueAt = :dueAt",
      ConditionExpression: "#status = :pending AND waitGeneration = :generation",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":token": { S: token },
        ":generation": { N: generation },
        ":dueAt": { N: String(t0 + 5 * minute) },
        ":pending": { S: "pending" },
      },
    }),
  );
}

/** What others read of the items: the state machine, its adapter, whoever erases, operators. */
export function dynamodbItems(client: DynamoDBClient): void {
  function onTables(name: string, body: (tables: OpenTables) => Promise<void>): void {
    test(name, async (t) => {
      const tables = await openTables(client);
      t.after(tables.drop);
      await body(tables);
    });
  }

  suite("items on DynamoDB", () => {
    onTables("show the state machine what it asks for", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested, decided } = given();
      const created = requested("claim-1", { dueAt: t0 + 2 * minute });
      await approvals.commit(created);
      const pending = await get(tables, row("claim-1"));
      assert.deepEqual(pending?.status, { S: "pending" });
      assert.deepEqual(pending?.waitGeneration, { N: "1" });
      assert.deepEqual(pending?.version, { N: "1" });
      assert.deepEqual(pending?.dueAt, { N: "1767261720000" });
      assert.match(pending?.dueKey?.S ?? "", /^due#[0-7]$/);
      await approvals.commit(decided(created.after, t0 + minute));
      const approved = await get(tables, row("claim-1"));
      assert.deepEqual(approved?.status, { S: "approved" });
      assert.equal(approved?.dueAt, undefined);
      assert.equal(approved?.dueKey, undefined);
    });

    onTables("keep a token that was left between load and commit", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested, attached, decided } = given();
      const created = requested("claim-1");
      assert.equal(await readWait(tables, "claim-1"), undefined);
      await approvals.commit(created);
      assert.equal(await readWait(tables, "claim-1"), undefined);
      const change = attached(created.after, "w-2", null, t0 + 1);
      await leaveToken(tables, "claim-1", "token-1", "1");
      assert.equal(await approvals.commit(change), "committed");
      assert.deepEqual(await readWait(tables, "claim-1"), { waitToken: "token-1", generation: 1 });
      assert.equal((await approvals.load("claim-1"))?.version, 2);
      const decision = decided(change.after, t0 + minute);
      await leaveToken(tables, "claim-1", "token-2", "1");
      assert.equal(await approvals.commit(decision), "committed");
      assert.deepEqual(await readWait(tables, "claim-1"), { waitToken: "token-2", generation: 1 });
    });

    onTables("take no token for a wait that is over", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested, decided, change } = given();
      const created = requested("claim-1");
      await approvals.commit(created);
      const restarted = change(created.after, { type: "restart_wait", generation: 1, reason: "it broke" }, t0 + 1);
      await approvals.commit(restarted);
      await assert.rejects(leaveToken(tables, "claim-1", "late", "1"), ConditionalCheckFailedException);
      await leaveToken(tables, "claim-1", "token-2", "2");
      await approvals.commit(decided(restarted.after, t0 + minute));
      await assert.rejects(leaveToken(tables, "claim-1", "later", "2"), ConditionalCheckFailedException);
      assert.deepEqual(await readWait(tables, "claim-1"), { waitToken: "token-2", generation: 2 });
      await forgetWait(tables, "claim-1", "token-1");
      assert.deepEqual(await readWait(tables, "claim-1"), { waitToken: "token-2", generation: 2 });
      await forgetWait(tables, "claim-1", "token-2");
      assert.equal(await readWait(tables, "claim-1"), undefined);
      await forgetWait(tables, "claim-99", "token-2");
      assert.equal(await get(tables, row("claim-99")), undefined);
      await assert.rejects(leaveToken(tables, "claim-2", "nowhere", "1"), ConditionalCheckFailedException);
    });

    onTables("hold tokens and personal words only where they can go", async (tables) => {
      const { approvals, audit } = dynamodbStores(tables);
      const { requested, attached, decided, observed } = given();
      const created = requested("claim-1", { executionId: "run-1" });
      const waiting = attached(created.after, "w-2", "run-1", t0 + 1);
      for (const change of [created, waiting]) await approvals.commit(change);
      await leaveToken(tables, "claim-1", "wait-token", "1");
      await approvals.commit(decided(waiting.after, t0 + 2, { feedback: "hush" }));
      await audit.observe(observed("approval.viewed", t0 + 3, { approvalRequestId: "claim-1", reviewer: rita }));
      const holders = async (secret: string, table: string, index?: string) =>
        (await scan(tables, table, index))
          .filter((item) => JSON.stringify(item).includes(secret))
          .map(({ sk }) => sk?.S);
      const { approvalsTable, auditTable } = tables;
      const [known = assert.fail()] = webhook.secrets;
      await dynamodbStores(tables).webhooks.add(webhook);
      assert.deepEqual(await holders(known.secret, approvalsTable), ["wh_claims"]);
      assert.deepEqual(await holders("token of w-2", approvalsTable), ["STATE"]);
      assert.deepEqual(await holders("wait-token", approvalsTable), ["STATE"]);
      assert.deepEqual((await holders("hush", approvalsTable)).sort(), ["DISCLOSURE#event-3", "STATE"]);
      for (const index of ["status", "agent", "reviewer", "execution", "time", "due"])
        for (const secret of ["token of w-2", "wait-token", "hush", known.secret])
          assert.deepEqual(await holders(secret, approvalsTable, index), [], `${secret} in ${index}`);
      for (const secret of ["token of w-2", "wait-token", "hush", "Rita", "rita@example.com"])
        assert.deepEqual(await holders(secret, auditTable), [], secret);
      assert.equal(await dynamodbStores(tables).webhooks.remove(webhook.endpointId, t0), "removed");
      assert.deepEqual(await holders(known.secret, approvalsTable), []);
    });

    onTables("stand in an index only where they are looked for", async (tables) => {
      const { approvals, executions, apiKeys, webhooks, deliveries } = dynamodbStores(tables);
      const { requested } = given();
      const replay = { key: "k", payloadDigest: "sha256:b0d7", status: 201 };
      await approvals.commit(requested("claim-1", { content, executionId: "run-1", dueAt: t0, replay }));
      await executions.addNote("run-1", { noteId: "n-1", message: "m", tags: [], by: "agent:a", at: t0 });
      const key = { prefix: "aaaa", keyHash: "h", agent: null, description: "", createdAt: t0, revokedAt: null };
      await apiKeys.add(key);
      await webhooks.add(webhook);
      await deliveries.add(event, [delivery]);
      const found = async (index: string) =>
        (await scan(tables, tables.approvalsTable, index)).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).sort();
      const [approval, reviewer, execution] = ["A#claim-1 STATE", `A#claim-1 REVIEWER#${rita.id}`, "E#run-1 STATE"];
      assert.deepEqual(await found("status"), [reviewer, approval].sort());
      assert.deepEqual(await found("agent"), [approval, execution]);
      assert.deepEqual(await found("reviewer"), []);
      assert.deepEqual(await found("execution"), [approval, execution]);
      assert.deepEqual(await found("time"), [execution]);
      assert.deepEqual(await found("expiry"), [reviewer, approval].sort());
      assert.deepEqual(await found("due"), [approval, `D#webhook:wh_claims ${delivery.deliveryId}`].sort());
      await approvals.commit(requested("claim-2", { requester: "key:4f1c" }));
      assert.deepEqual(await found("reviewer"), ["A#claim-2 STATE"]);
      for (const item of [...(await scan(tables, tables.approvalsTable)), ...(await scan(tables, tables.auditTable))])
        for (const [name, value] of Object.entries(item))
          assert.match(Object.entries(value).join(), /^[SN],/, `${item.pk?.S} ${item.sk?.S} ${name}`);
    });

    onTables("of what is pending stand by time left until it ends", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested, decided } = given();
      const expiry = async () => (await scan(tables, tables.approvalsTable, "expiry")).map(({ sk }) => sk?.S).sort();
      const claim = requested("claim-1");
      await approvals.commit(claim);
      assert.deepEqual(await expiry(), [`REVIEWER#${rita.id}`, "STATE"]);
      await approvals.commit(decided(claim.after, t0 + minute));
      assert.deepEqual(await expiry(), []);
    });

    onTables("of events and their deliveries go after 30 days", async (tables) => {
      const { deliveries } = dynamodbStores(tables);
      await deliveries.add(event, [delivery]);
      const kept = { pk: { S: "D#webhook:wh_claims" }, sk: { S: delivery.deliveryId } };
      const body = { pk: { S: "EVENT#event-of-claim-42" }, sk: { S: "STATE" } };
      for (const key of [kept, body]) assert.deepEqual((await get(tables, key))?.ttl, { N: "1769853600" });
      const again = { ...delivery, notBefore: t0 + 3 * minute, version: 2 };
      assert.equal(await deliveries.commit(delivery, again), "committed");
      assert.deepEqual((await get(tables, kept))?.ttl, { N: "1769853780" });
    });

    onTables("of large content stay below the limit of an item", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested } = given();
      await approvals.commit(requested("claim-1", { content: { ...content, context: "🧳".repeat(250_000) } }));
      const chunks = (await scan(tables, tables.approvalsTable)).filter(({ sk }) => sk?.S?.startsWith("CONTENT#"));
      const bytes = chunks.map(({ chunk }) => Buffer.byteLength(chunk?.S ?? ""));
      assert.deepEqual(chunks.map(({ sk }) => sk?.S).sort(), ["CONTENT#00", "CONTENT#01", "CONTENT#02", "CONTENT#03"]);
      assert.ok(Math.max(...bytes) <= 307_200);
      await client.send(
        new DeleteItemCommand({
          TableName: tables.approvalsTable,
          Key: { pk: { S: "A#claim-1" }, sk: { S: "CONTENT#02" } },
        }),
      );
      await assert.rejects(approvals.loadContent("claim-1"), /A#claim-1 has 3 of 4 content chunks/);
    });

    onTables("of a newer release are not guessed at", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      await approvals.commit(given().requested("claim-1"));
      await client.send(
        new UpdateItemCommand({
          TableName: tables.approvalsTable,
          Key: row("claim-1"),
          UpdateExpression: "SET schemaVersion = :next",
          ExpressionAttributeValues: { ":next": { N: "2" } },
        }),
      );
      await assert.rejects(approvals.load("claim-1"), /A#claim-1 STATE was written by a newer version of Sayso/);
    });

    onTables("of the trail are never written over", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested } = given();
      await approvals.commit(requested("claim-1"));
      await client.send(new DeleteItemCommand({ TableName: tables.approvalsTable, Key: row("claim-1") }));
      assert.equal(await approvals.commit(requested("claim-1")), "conflict");
      assert.equal(await approvals.load("claim-1"), undefined);
    });

    onTables("for a reviewer who was replaced are emptied, since nothing may delete them", async (tables) => {
      const { approvals } = dynamodbStores(tables);
      const { requested, change } = given();
      const created = requested("claim-1", { reviewers: [rita.id] });
      await approvals.commit(created);
      await approvals.commit(change(created.after, reassignTo(sam.id), t0 + 1));
      const item = await get(tables, { pk: { S: "A#claim-1" }, sk: { S: `REVIEWER#${rita.id}` } });
      assert.deepEqual(Object.keys(item ?? {}).toSorted(), ["pk", "schemaVersion", "sk"]);
    });
  });
}
