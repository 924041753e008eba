import { type RetryDecision, retryPresets } from "@aws/durable-execution-sdk-js";
import { saysoErrorOf } from "./step-failure.ts";

/** Seconds. */
const longestDelay = 300;

/** About four hours of an unreachable server, during which nothing runs. */
export const manyAttempts = 60;

const no: RetryDecision = { shouldRetry: false };

/** Tries again what may succeed later (network, 429, 5xx), and never what the server has refused. */
export function untilAnswered(attempts: number): (error: Error, attempt: number) => RetryDecision {
  return (error, attempt) => {
    const problem = saysoErrorOf(error);
    if (problem?.retryable !== true || attempt >= attempts) return no;
    const delay = problem.retryAfter === undefined ? 2 ** (attempt - 1) : problem.retryAfter / 1000;
    const seconds = Math.min(longestDelay, delay) * (1 + Math.random() / 2);
    return { shouldRetry: true, delay: { seconds: Math.ceil(seconds) } };
  };
}

/** A model may answer better the next time. What its provider calls final is. */
export function askModelAgain(error: Error, attempt: number): RetryDecision {
  const problem = saysoErrorOf(error);
  if (problem !== undefined && problem.code !== "invalid_answer") return no;
  if (problem !== undefined && attempt >= 3) return no;
  if ("isRetryable" in error && error.isRetryable === false) return no;
  return retryPresets.default(error, attempt);
}
