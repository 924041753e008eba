import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { fromEntryItem } from "../adapters/dynamodb/entry-items.ts";
import { eventBusPublisher } from "../adapters/eventbridge/event-bus-publisher.ts";
import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { entryMetric } from "../adapters/lambda/entry-metric.ts";
import { handleEach } from "../adapters/lambda/partial-batch.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsResumeQueue } from "../composition/aws-resume-queue.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock, log } from "../composition/runtime.ts";
import type { AuditEntry } from "../core/audit-entry.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { countEntries } from "../use-cases/count-entries.ts";
import { dispatchEntry } from "../use-cases/dispatch-entry.ts";

const environment = parseEnvironment(environments["on-audit-entry"], process.env);
const deps = awsDeps(environment, {
  waits: awsWaits(environment.APPROVALS_TABLE, environment.STATE_MACHINE_ARN),
  resumeQueue: awsResumeQueue(environment.RESUME_QUEUE_URL),
  publisher: eventBusPublisher(new EventBridgeClient({}), environment.EVENT_BUS),
});

/**
 * Sees to everything that a committed audit entry entails: the audit table's stream is the outbox. The statistics come
 * last, the whole batch in one write to each counter: a record that failed is counted when it comes again, and a batch
 * that cannot be counted comes again as a whole.
 */
export const handler = eventHandler("on-audit-entry", async ({ Records }: DynamoDBStreamEvent) => {
  const records = Records.filter(({ eventName }) => eventName === "INSERT");
  const outcome = await handleEach(records, sequenceNumberOf, (record) => dispatch(entryOf(record)), log);
  const failed = new Set(outcome.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const seenTo = records.filter((record) => !failed.has(sequenceNumberOf(record)));
  await countEntries(deps, seenTo.map(entryOf));
  return outcome;
});

function entryOf({ dynamodb }: DynamoDBRecord): AuditEntry {
  return fromEntryItem(dynamodb?.NewImage as Record<string, AttributeValue>);
}

async function dispatch(entry: AuditEntry): Promise<void> {
  await dispatchEntry(deps, entry);
  const metric = entryMetric(entry);
  if (metric) process.stdout.write(`${embeddedMetric(environment.DEPLOYMENT, metric, 1, clock.now())}\n`);
}

function sequenceNumberOf({ dynamodb }: DynamoDBRecord): string {
  return dynamodb?.SequenceNumber ?? "";
}
