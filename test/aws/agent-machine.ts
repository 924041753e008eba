import { CreateStateMachineCommand, DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { eventually, type Operator } from "./operator.ts";

const name = "claims-agent";

/** The deployment is told of it beforehand, so that it may resume its executions. */
export const agentMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

const definition = (QueueUrl: string) => ({
  StartAt: "AskPerson",
  States: {
    AskPerson: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl, MessageBody: { "taskToken.$": "$$.Task.Token", "claim.$": "$.claim" } },
      ResultPath: "$.approval",
      Next: "IsApproved",
    },
    IsApproved: {
      Type: "Choice",
      Choices: [{ Variable: "$.approval.decision", StringEquals: "approved", Next: "Pay" }],
      Default: "Close",
    },
    Pay: { Type: "Pass", Parameters: { "paid.$": "$.claim", "approval.$": "$.approval" }, End: true },
    Close: { Type: "Pass", Parameters: { "closed.$": "$.claim", "decision.$": "$.approval.decision" }, End: true },
  },
});

const machines = new WeakMap<Operator, ReturnType<typeof createAgentMachine>>();

/** A user's own state machine. It asks through the queue of a worker, waits, and goes on with the decision. */
export function agentMachineOf(operator: Operator) {
  const machine = machines.get(operator) ?? createAgentMachine(operator);
  machines.set(operator, machine);
  return machine;
}

async function createAgentMachine({ sqs, stepFunctions }: Operator) {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-worker` }));
  await stepFunctions.send(
    new CreateStateMachineCommand({
      name,
      definition: JSON.stringify(definition(QueueUrl)),
      roleArn: `arn:aws:iam::000000000000:role/${name}`,
    }),
  );
  return {
    /** Starts an execution, which now waits with this token. */
    start: async (claim: string) => {
      const input = JSON.stringify({ claim });
      const started = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: agentMachineArn, input }));
      const taskToken = await eventually(`the worker is asked about ${claim}`, async () => {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
        for (const { Body = "", ReceiptHandle } of Messages) {
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
          const message = JSON.parse(Body) as { claim: string; taskToken: string };
          if (message.claim === claim) return message.taskToken;
        }
        return undefined;
      });
      return { executionArn: started.executionArn ?? "", taskToken };
    },
    /** What an execution came to. */
    output: (executionArn: string) =>
      eventually(`${executionArn} has ended`, async () => {
        const { status, output = "" } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
        if (status !== "RUNNING" && status !== "SUCCEEDED") throw new Error(`${executionArn} is ${status}`);
        return status === "SUCCEEDED" && JSON.parse(output);
      }),
  };
}
