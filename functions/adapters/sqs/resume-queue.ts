import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { ResumeQueue } from "../../ports/effects.ts";

/** Deliveries as messages that hold names only. */
export function sqsResumeQueue(client: Pick<SQSClient, "send">, queueUrl: string): ResumeQueue {
  return {
    push: async (message) => {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },
  };
}
