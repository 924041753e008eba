import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { AgentResumer } from "../../ports/effects.ts";

/** What the resume queue holds: names only; the decision is read when it is delivered. */
export interface ResumeMessage {
  readonly approvalRequestId: string;
  readonly waiterId: string;
}

/** Leaves the delivery to the queue's consumer, which is alone with one waiter and can take its time. */
export function resumeQueue(client: Pick<SQSClient, "send">, queueUrl: string): AgentResumer {
  return {
    deliver: async ({ approvalRequestId }, { waiterId }) => {
      const message: ResumeMessage = { approvalRequestId, waiterId };
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
      return { outcome: "waiting" };
    },
  };
}
