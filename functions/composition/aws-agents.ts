import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";
import { maxCallsOfAttempt, refusedPauseMs } from "../core/resume-policy.ts";

/** One call's, as the clients keep it: how many calls were refused before it, and how long it has to wait. */
const token = (refusals: number) => {
  const pauseMs = refusals === 0 ? 0 : refusedPauseMs(refusals, Math.random());
  return { getRetryCount: () => refusals, getRetryDelay: () => pauseMs };
};

/** Calls again what was refused for coming too often, which is sure to have done nothing, and nothing else. */
const retryStrategy = {
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (
    last: { readonly getRetryCount: () => number },
    { errorType }: { readonly errorType: string },
  ) => {
    const calls = last.getRetryCount() + 1;
    if (errorType !== "THROTTLING" || calls >= maxCallsOfAttempt) throw new Error("not again");
    return token(calls);
  },
  recordSuccess: () => {},
};

/**
 * Ways to agents that wait for a token. What may have arrived they try once: when a client's own second try finds the
 * token spent, nobody can tell an agent that has just been resumed from one that does not wait any more. Attempts are
 * counted by their claims.
 */
export const agentStates = new SFNClient({ retryStrategy });
export const agentFunctions = new LambdaClient({ retryStrategy });
