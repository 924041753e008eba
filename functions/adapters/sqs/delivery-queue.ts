import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { destinationKey } from "../../core/destination.ts";
import type { DeliveryQueue } from "../../ports/delivery-sender.ts";

/** Attempts as messages that hold names only; each destination is a message group, so that none crowds out another. */
export function sqsDeliveryQueue(client: Pick<SQSClient, "send">, queueUrl: string): DeliveryQueue {
  return {
    push: async ({ destination, deliveryId }, delayMs) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ destination, deliveryId }),
          MessageGroupId: destinationKey(destination).slice(0, 128),
          DelaySeconds: Math.ceil(delayMs / 1000),
        }),
      );
    },
  };
}
