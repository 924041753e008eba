import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsResumeQueue } from "../adapters/sqs/resume-queue.ts";

/** The deployment's queue of deliveries, whose consumer knows every way of resuming. */
export function awsResumeQueue(queueUrl: string) {
  return sqsResumeQueue(new SQSClient({}), queueUrl);
}
