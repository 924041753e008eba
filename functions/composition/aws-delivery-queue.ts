import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsDeliveryQueue } from "../adapters/sqs/delivery-queue.ts";

/** The deployment's queue of events on their way out. */
export function awsDeliveryQueue(queueUrl: string) {
  return sqsDeliveryQueue(new SQSClient({}), queueUrl);
}
