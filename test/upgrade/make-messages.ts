import assert from "node:assert/strict";
import { eventBusPublisher } from "../../functions/adapters/eventbridge/event-bus-publisher.ts";
import { sqsDeliveryQueue } from "../../functions/adapters/sqs/delivery-queue.ts";
import { sqsResumeQueue } from "../../functions/adapters/sqs/resume-queue.ts";
import { sqsSlackQueue } from "../../functions/adapters/sqs/slack-queue.ts";
import { stateMachineWaits } from "../../functions/adapters/step-functions/state-machine-waits.ts";
import type { PendingApproval } from "../../functions/core/approval.ts";
import { toPublishedEvent } from "../../functions/use-cases/published-event.ts";
import { waitDefinition } from "../../lib/wait-definition.ts";
import { recordedClient } from "../adapters/recorded-client.ts";
import { chainOf } from "../use-cases/given-deps.ts";
import type { Stores } from "./deployment.ts";
import type { Item } from "./dynamodb-items.ts";
import { stoppedAt } from "./under-way.ts";

/** Everything that one version sends and another may receive, and the state machine that runs on as it was started. */
export interface Messages {
  readonly waitDefinition: object;
  /** Input of a started wait. */
  readonly waitInput: Readonly<Record<string, unknown>>;
  /** Item of the audit table, as its stream brings it. */
  readonly streamed: Item;
  /** An event on the bus. */
  readonly published: { readonly "detail-type": string; readonly detail: Readonly<Record<string, unknown>> };
  /** Bodies in queues. */
  readonly queued: {
    readonly resume: Readonly<Record<string, unknown>>;
    readonly delivery: Readonly<Record<string, unknown>>;
    readonly slackDecision: Readonly<Record<string, unknown>>;
    readonly slackRemark: Readonly<Record<string, unknown>>;
  };
}

const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:Wait";
const lambda = "arn:aws:lambda:us-east-1:123456789012:function:run-timers";

/** Has today's adapters send each of them, for what is under way in some stores. */
export async function makeMessages(stores: Stores, streamed: Item): Promise<Messages> {
  const settings = { publicUrl: "https://sayso.example" } as never;
  const pending = (await stores.approvals.load("claim-poll")) as PendingApproval;
  const changed = (await stores.approvals.load("claim-changes")) ?? assert.fail();
  const untold = (await stores.approvals.load("claim-untold")) ?? assert.fail();
  const decided = (await chainOf(stores, "claim-changes")).find(({ type }) => type === "approval.decided");
  const destination = await undelivered(stores);
  return {
    waitDefinition: waitDefinition({ partition: "aws", approvalsTable: "approvals", runTimersFunction: lambda }),
    waitInput: JSON.parse(await sent("input", (client) => startWait(client, pending))),
    streamed,
    published: await sentEvent(async (client) => {
      const event = await toPublishedEvent({ ...stores, settings }, decided ?? assert.fail(), changed);
      await eventBusPublisher(client, "bus").publish(event);
    }),
    queued: {
      resume: await body((client) =>
        sqsResumeQueue(client, "queue").push({
          approvalRequestId: "claim-untold",
          waiterId: untold.waiters[0]?.waiterId ?? "",
        }),
      ),
      delivery: await body((client) => sqsDeliveryQueue(client, "queue").push(destination, 0)),
      slackDecision: await body((client) =>
        sqsSlackQueue(client, "queue").push({
          ...{ kind: "decide", slackUser: "U01RITA", responseUrl: null, interactionId: "1767261600.000100" },
          ...{ approvalRequestId: "claim-token", decision: "rejected", feedback: "Which hotel?", session: "5e55" },
          ...{ linkGeneration: 1, displayedDigest: pending.contentDigest, shownAt: stoppedAt },
        }),
      ),
      slackRemark: await body((client) =>
        sqsSlackQueue(client, "queue").push({
          ...{ kind: "say", slackUser: "U01RITA", responseUrl: null, words: "Nothing was decided." },
        }),
      ),
    },
  };
}

type Client = ReturnType<typeof recordedClient>;

function startWait(client: Client, pending: PendingApproval) {
  return stateMachineWaits({
    ...{ client, stateMachineArn, clock: { now: () => pending.createdAt }, partitionOf: (id) => `A#${id}` },
    readToken: async () => undefined,
    forgetToken: async () => {},
  }).start(pending);
}

/** The delivery of an event to the endpoint that takes all of them, in the words of its queue. */
async function undelivered({ webhooks, deliveries }: Stores) {
  const { items } = await webhooks.list({ cursor: null, limit: 10 });
  const toAll = items.find(({ url }) => url.endsWith("/all")) ?? assert.fail();
  const destination = { kind: "webhook", endpointId: toAll.endpointId } as const;
  const found = await deliveries.list({ destination, status: "pending", cursor: null, limit: 100 });
  const of = found.items.find(({ approvalRequestId }) => approvalRequestId === "claim-cancelled") ?? assert.fail();
  return { destination, deliveryId: of.deliveryId };
}

async function sent(field: string, send: (client: Client) => Promise<unknown>): Promise<string> {
  const client = recordedClient({});
  await send(client);
  return client.only()[field] ?? assert.fail();
}

async function body(send: (client: Client) => Promise<unknown>): Promise<Record<string, unknown>> {
  return JSON.parse(await sent("MessageBody", send));
}

async function sentEvent(send: (client: Client) => Promise<unknown>): Promise<Messages["published"]> {
  const client = recordedClient({ FailedEntryCount: 0, Entries: [{}] });
  await send(client);
  const [entry] = Object(client.only()).Entries;
  return { "detail-type": entry.DetailType, detail: JSON.parse(entry.Detail) };
}
