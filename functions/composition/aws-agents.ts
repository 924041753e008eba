import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";

/**
 * Ways to agents that wait for a token. They try once: when a client's own second try finds the token spent, nobody can
 * tell an agent that has just been resumed from one that does not wait any more. Attempts are counted by their claims.
 */
export const agentStates = new SFNClient({ maxAttempts: 1 });
export const agentFunctions = new LambdaClient({ maxAttempts: 1 });
