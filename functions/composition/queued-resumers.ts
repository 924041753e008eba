import { SQSClient } from "@aws-sdk/client-sqs";
import { resumeQueue } from "../adapters/sqs/resume-queue.ts";
import type { Deps } from "../use-cases/deps.ts";

/** Every way of resuming goes through the queue, whose consumer knows them all. */
export function queuedResumers(queueUrl: string): Deps["resumers"] {
  return { "task-token": resumeQueue(new SQSClient({}), queueUrl) };
}
