import { SFNClient } from "@aws-sdk/client-sfn";
import { stateKey } from "../adapters/dynamodb/keys.ts";
import { forgetWait, readWait } from "../adapters/dynamodb/wait-token.ts";
import { stateMachineWaits } from "../adapters/step-functions/state-machine-waits.ts";
import type { Waits } from "../ports/effects.ts";
import { dynamodb } from "./aws-deps.ts";
import { clock } from "./runtime.ts";

const stepFunctions = new SFNClient({});

/** The waits of the deployment's state machine; without its ARN they can be woken but not started. */
export function awsWaits(approvalsTable: string, stateMachineArn?: string): Waits {
  const tables = { client: dynamodb, approvalsTable };
  return stateMachineWaits({
    client: stepFunctions,
    ...(stateMachineArn !== undefined && { stateMachineArn }),
    clock,
    partitionOf: (approvalRequestId) => stateKey(approvalRequestId).pk,
    readToken: async (approvalRequestId) => (await readWait(tables, approvalRequestId))?.waitToken,
    forgetToken: (approvalRequestId, taskToken) => forgetWait(tables, approvalRequestId, taskToken),
  });
}
