/** The deployment is told of it beforehand, so that it may resume its executions. */
export const refundMachineName = "refunds-agent";
export const refundMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${refundMachineName}`;
