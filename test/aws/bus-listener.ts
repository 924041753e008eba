import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Operator } from "./operator.ts";

/** An event as a rule on the deployment's bus delivers it. */
export interface BusEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: {
    readonly eventId: string;
    readonly type: string;
    readonly sequence: number;
    readonly data: { readonly approvalRequestId: string; readonly status: string };
  };
}

/** A user's rule on the deployment's bus, which puts every event on a queue. */
export async function listenToBus({ events, sqs, bus }: Operator) {
  const Principal = { Service: "events.amazonaws.com" };
  const statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: "*" };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const create = new CreateQueueCommand({ QueueName: "everything-on-the-bus", Attributes: { Policy } });
  const { QueueUrl = "" } = await sqs.send(create);
  const asked = { QueueUrl, AttributeNames: ["QueueArn" as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
  const pattern = JSON.stringify({ source: ["sayso"] });
  await events.send(new PutRuleCommand({ Name: "everything", EventBusName: bus, EventPattern: pattern }));
  const Targets = [{ Id: "queue", Arn: Attributes?.QueueArn ?? "" }];
  await events.send(new PutTargetsCommand({ Rule: "everything", EventBusName: bus, Targets }));
  const heard: BusEvent[] = [];
  return {
    /** Everything that was heard so far. */
    hear: async (): Promise<readonly BusEvent[]> => {
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return heard;
        heard.push(...Messages.map(({ Body = "" }) => JSON.parse(Body) as BusEvent));
        const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
}
