import assert from "node:assert/strict";
import { type DynamoDBClient, UpdateItemCommand, type UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { readWait } from "../../functions/adapters/dynamodb/wait-token.ts";
import type { Asked } from "./aws-double.ts";
import type { Stores } from "./deployment.ts";
import { fromQueue, type Handlers } from "./handlers.ts";
import type { Messages } from "./make-messages.ts";

export interface Received {
  readonly handlers: Handlers;
  readonly messages: Messages;
  readonly stores: Stores;
  readonly client: DynamoDBClient;
  readonly take: () => readonly Asked[];
  /** Arrived at the endpoint for everything. */
  readonly posted: () => readonly { readonly type: string }[];
}

const none = { batchItemFailures: [] };

async function timerOfAWait({ handlers, messages }: Received) {
  const { RunTimers } = statesOf(messages);
  const payload = resolved(RunTimers?.Parameters.Payload, messages.waitInput) as object;
  const { fromNext } = messages.waitInput;
  const answer = await handlers.runTimers({ ...payload, fromNext });
  // As the kept definition's states read it, which makes DynamoDB numbers of two of them.
  assert.deepEqual(answer, { pending: true, waitGeneration: "1", timeoutSeconds: 251_460, dueAt: "1767272460000" });
}

async function brokenWait({ handlers, messages, stores, take }: Received) {
  await handlers.reconcile({ detail: { status: "FAILED", input: JSON.stringify(messages.waitInput) } });
  assert.equal((await stores.approvals.load("claim-poll"))?.waitGeneration, 2);
  const [started] = take();
  assert.equal(started?.action, "StartExecution");
  assert.deepEqual(JSON.parse(started?.input.input ?? ""), {
    ...{ approvalRequestId: "claim-poll", pk: "A#claim-poll", waitGeneration: "2" },
    ...{ timeoutSeconds: 251_460, dueAt: "1767272460000" },
  });
}

/** What the kept definition's first state does, by the row as it is today. */
async function waitGoesOn({ messages, stores, client }: Received) {
  const { AwaitDecision } = statesOf(messages);
  const values = { ...messages.waitInput, token: "token-of-the-wait" };
  const update = resolved(AwaitDecision?.Parameters, values) as UpdateItemCommandInput;
  await client.send(new UpdateItemCommand(update));
  const wait = await readWait({ client, approvalsTable: "approvals" }, "claim-poll");
  assert.deepEqual(wait, { waitToken: "token-of-the-wait", generation: 1 });
  assert.equal((await stores.approvals.load("claim-poll"))?.status, "pending");
  const others = { ...update, Key: { pk: { S: "A#claim-done" }, sk: { S: "STATE" } } };
  await assert.rejects(client.send(new UpdateItemCommand(others)), { name: "ConditionalCheckFailedException" });
}

function statesOf({ waitDefinition }: Messages) {
  return Object(waitDefinition).States as Record<string, { readonly Parameters: { readonly Payload?: object } }>;
}

/** Parameters of a state with their paths filled in. */
function resolved(parameters: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (Object(parameters) !== parameters) return parameters;
  return Object.fromEntries(
    Object.entries(parameters as object).map(([name, value]) => {
      if (!name.endsWith(".$")) return [name, resolved(value, values)];
      return [name.slice(0, -2), value === "$$.Task.Token" ? values.token : values[String(value).slice(2)]];
    }),
  );
}

async function streamRecord({ handlers, messages, take, stores }: Received) {
  const dynamodb = { SequenceNumber: "1", NewImage: messages.streamed };
  assert.deepEqual(await handlers.onAuditEntry({ Records: [{ eventName: "INSERT", dynamodb }] }), none);
  const [event] = Object(take().find(({ action }) => action === "PutEvents")?.input).Entries;
  assert.deepEqual([event.DetailType, JSON.parse(event.Detail).data.decision], ["approval.decided", "request_changes"]);
  const tallies = await stores.stats.tallies("2026-01-01", "2026-01-01");
  assert.equal(tallies.find(({ reviewer }) => reviewer === "rita")?.counts.request_changes, 1);
}

async function resume({ handlers, messages, take, stores }: Received) {
  assert.deepEqual(await handlers.resumeExecution(fromQueue(messages.queued.resume)), none);
  const sent = take().find(({ action }) => action === "SendTaskSuccess")?.input;
  assert.deepEqual([sent?.taskToken, JSON.parse(sent?.output ?? "").decision], ["token-of-the-untold", "approved"]);
  assert.equal((await stores.approvals.load("claim-untold"))?.waiters[0]?.state, "resumed");
}

async function busEvent({ handlers, messages, take, stores }: Received) {
  const { detail } = messages.published;
  const onBus = { version: "0", source: "sayso", ...messages.published };
  assert.deepEqual(await handlers.deliverWebhook(fromQueue(onBus)), none);
  const bodies = take().map(({ input }) => JSON.parse(input.MessageBody ?? "").destination.kind);
  assert.deepEqual(bodies.toSorted(), ["channel", "channel", "webhook", "webhook"]);
  assert.equal((await stores.deliveries.loadEvent(String(detail.eventId)))?.type, "approval.decided");
}

async function delivery({ handlers, messages, posted }: Received) {
  assert.deepEqual(await handlers.deliverWebhook(fromQueue(messages.queued.delivery)), none);
  assert.deepEqual(
    posted().map(({ type }) => type),
    ["approval.cancelled"],
  );
}

async function slack({ handlers, messages, stores }: Received) {
  assert.deepEqual(await handlers.slackTasks(fromQueue(messages.queued.slackRemark)), none);
  assert.deepEqual(await handlers.slackTasks(fromQueue(messages.queued.slackDecision)), none);
  const approval = await stores.approvals.load("claim-token");
  assert.equal(approval?.status, "rejected");
  assert.deepEqual(approval && "reviewer" in approval && approval.reviewer, {
    ...{ id: "rita", name: "Rita Reyes", via: "slack" },
  });
}

/** Each message, and what its receiver makes of it. */
export const received: Readonly<Record<string, (given: Received) => Promise<void>>> = {
  "a wait that asks whether it is over": timerOfAWait,
  "a wait that broke": brokenWait,
  "a wait that leaves its token": waitGoesOn,
  "a record of the audit trail's stream": streamRecord,
  "a resume in its queue": resume,
  "an event on the bus": busEvent,
  "a delivery in its queue": delivery,
  "what was done in Slack, in its queue": slack,
};
