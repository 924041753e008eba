import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { eventually, type Operator } from "./operator.ts";

const name = "claims-agent";

/** The deployment is told of it beforehand, so that it may resume its executions. */
export const agentMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

const definition = {
  StartAt: "AskPerson",
  States: {
    AskPerson: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: {
        "QueueUrl.$": "$.queue",
        MessageBody: { "taskToken.$": "$$.Task.Token", "claim.$": "$.claim" },
      },
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
};

const trust = {
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "states.amazonaws.com" } }],
};

/** A stack beside that of the service. */
const template = {
  Resources: {
    Worker: { Type: "AWS::SQS::Queue" },
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: trust,
        Policies: [
          {
            PolicyName: "ask",
            PolicyDocument: {
              Statement: [
                { Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": ["Worker", "Arn"] } },
              ],
            },
          },
        ],
      },
    },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        StateMachineName: name,
        DefinitionString: JSON.stringify(definition),
        RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
      },
    },
  },
  Outputs: { QueueUrl: { Value: { Ref: "Worker" } } },
};

const machines = new WeakMap<Operator, ReturnType<typeof createAgentMachine>>();

/** A user's own state machine. It asks through the queue of a worker, waits, and goes on with the decision. */
export function agentMachineOf(operator: Operator) {
  const machine = machines.get(operator) ?? createAgentMachine(operator);
  machines.set(operator, machine);
  return machine;
}

async function createAgentMachine({ sqs, stepFunctions, config }: Operator) {
  const cloudFormation = new CloudFormationClient(config);
  const StackName = name;
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ["CAPABILITY_IAM"],
    }),
  );
  const [QueueUrl = ""] = await eventually(`${StackName} is deployed`, async () => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (stack?.StackStatus?.includes("ROLLBACK")) throw new Error(stack.StackStatusReason);
    return stack?.StackStatus === "CREATE_COMPLETE" && (stack.Outputs ?? []).map(({ OutputValue = "" }) => OutputValue);
  });
  cloudFormation.destroy();
  return {
    /** Starts an execution, which now waits with this token. */
    start: async (claim: string) => {
      const input = JSON.stringify({ claim, queue: QueueUrl });
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
