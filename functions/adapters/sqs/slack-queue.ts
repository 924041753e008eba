import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SlackQueue } from "../../ports/slack-app.ts";

/** What was asked for in Slack, as messages of an encrypted queue: they hold a person's words. */
export function sqsSlackQueue(client: Pick<SQSClient, "send">, queueUrl: string): SlackQueue {
  return {
    push: async (task) => {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(task) }));
    },
  };
}
