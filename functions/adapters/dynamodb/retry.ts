import { setTimeout as sleep } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";

const maxAttempts = 8;
const firstDelayMs = 25;

/**
 * Tries again what DynamoDB refused only because others were at work on the same items or too much came at once: after
 * a random part of a growing delay, about three seconds in all.
 *
 * @throws the last refusal
 */
export async function retrying<T>(task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt === maxAttempts || !passes(error)) throw error;
    }
    await sleep(Math.random() * firstDelayMs * 2 ** attempt);
  }
}

const passing = new Set([
  "TransactionConflictException",
  "TransactionInProgressException",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);

const passingReasons = new Set(["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

function passes(error: unknown): boolean {
  if (error instanceof TransactionCanceledException)
    return (error.CancellationReasons ?? []).every(({ Code }) => passingReasons.has(Code ?? "None"));
  return error instanceof Error && passing.has(error.name);
}
