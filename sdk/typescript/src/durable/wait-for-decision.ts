import { CallbackExternalError, CallbackTimeoutError, type DurableContext } from "@aws/durable-execution-sdk-js";
import { ApprovalResult } from "../approval-result.ts";
import { readResult } from "../read-result.ts";
import type { SaysoClient } from "../sayso-client.ts";
import { operationName } from "./operation-name.ts";
import { inStep, saysoErrorOf } from "./step-failure.ts";
import { manyAttempts, untilAnswered } from "./step-retries.ts";

/**
 * Seconds by which a callback outlives its approval, so that the server, whose clock it is, says `expired`: it expires
 * approvals within two minutes and then has to get through.
 */
const grace = 600;

/** The longest that a callback can wait, in seconds: a durable execution ends after 366 days. */
const longestWait = 366 * 86_400;

/** One pause of a durable execution. */
export interface DecisionWait {
  readonly client: SaysoClient;
  readonly approvalRequestId: string;
  readonly expiresInHours: number;
  /** Milliseconds; `undefined` waits for as long as the approval does. */
  readonly timeout: number | undefined;
  /** Asks for the approval, with the callback to be called with its end. */
  readonly submit: (callbackId: string) => Promise<void>;
}

/** How a pause ended, as it can be written down. */
export type PauseEnd =
  | { readonly type: "ended"; readonly result: unknown }
  | { readonly type: "timeUp"; readonly waited: number; readonly pending: boolean };

type Look =
  | { readonly type: "ended"; readonly result: ApprovalResult }
  | { readonly type: "pending"; readonly secondsLeft: number };

/**
 * Waits in a context of its own, so that pauses at the same time keep apart what they do one after the other.
 *
 * A callback that times out was not called: the server could not be reached, or it was asked late, or somebody has moved
 * the expiry. The server is asked how it stands, and an approval that is pending still is waited for again.
 */
export async function waitForDecision(context: DurableContext, wait: DecisionWait): Promise<PauseEnd> {
  const { approvalRequestId: id, timeout } = wait;
  let seconds = timeout === undefined ? wait.expiresInHours * 3600 + grace : timeout / 1000;
  for (let round = 1, waited = 0; ; round++) {
    const result = readResult(await called(context, wait, seconds, round), id);
    if (result !== undefined) return { type: "ended", result };
    waited += whole(seconds) * 1000;
    const look = await lookAt(context, wait, round);
    if (look?.type === "ended") return look;
    if (timeout !== undefined || look === undefined || look.secondsLeft <= 0)
      return { type: "timeUp", waited: timeout ?? waited, pending: look !== undefined };
    seconds = look.secondsLeft + grace;
  }
}

/** What the callback was called with; `undefined` when nobody did in time. */
async function called(
  context: DurableContext,
  { approvalRequestId, submit }: DecisionWait,
  seconds: number,
  round: number,
): Promise<unknown> {
  const config = { timeout: { seconds: whole(seconds) }, retryStrategy: untilAnswered(manyAttempts) };
  try {
    const name = operationName("pause", approvalRequestId, round);
    return await context.waitForCallback(name, (callbackId) => inStep(() => submit(callbackId)), config);
  } catch (error) {
    if (error instanceof CallbackTimeoutError || error instanceof CallbackExternalError) return undefined;
    throw error;
  }
}

/** How the approval stands; `undefined` if that cannot be had. */
async function lookAt(
  context: DurableContext,
  { client, approvalRequestId, timeout }: DecisionWait,
  round: number,
): Promise<Look | undefined> {
  const ask = async (): Promise<Look> => {
    const approval = await client.getApproval(approvalRequestId, { retryFor: 0 });
    if (approval.status !== "pending") return { type: "ended", result: new ApprovalResult(approval) };
    return { type: "pending", secondsLeft: (Date.parse(approval.expiresAt) - Date.now()) / 1000 };
  };
  const retryStrategy = untilAnswered(timeout === undefined ? manyAttempts : 3);
  try {
    return await context.step(operationName("look at", approvalRequestId, round), () => inStep(ask), { retryStrategy });
  } catch (error) {
    if (saysoErrorOf(error)?.retryable === true) return undefined;
    throw error;
  }
}

/** Seconds as Lambda takes them. What is no number at all is for the server to refuse. */
function whole(seconds: number): number {
  return Number.isNaN(seconds) ? grace : Math.min(longestWait, Math.max(1, Math.ceil(seconds)));
}
