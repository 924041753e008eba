import type { ApprovalRequest } from "../approval-request.ts";
import type { ApprovalResult } from "../approval-result.ts";
import { readResult } from "../read-result.ts";
import { SaysoClient } from "../sayso-client.ts";
import type { AgentEvent, AgentReply, AgentTurnEvent } from "./agent-event.ts";

/** One turn of an agent: its first, or the one after a decision. Between turns nothing of it runs. */
export interface Turn<Input, State = null> {
  /** What the agent was started with. */
  readonly input: Input;
  /** What the turn before left to go on with; null in the first turn. */
  readonly state: State | null;
  /** How what the turn before asked for has ended; null in the first turn. */
  readonly result: ApprovalResult | null;
  /** Under which reviewers find the execution: the state machine's own name for it. */
  readonly executionId: string;
}

/** What a turn asks a person for. */
export type PauseFor = Omit<ApprovalRequest, "resume" | "executionId" | "agent">;

/** The end of a turn that needs a person: made by {@link pause}. */
export class Paused<State> {
  readonly request: PauseFor;
  readonly state: State;

  /** Made by {@link pause}. */
  constructor(request: PauseFor, state: State) {
    this.request = request;
    this.state = state;
  }
}

/** Ends a turn until a person has decided. `state`, JSON of up to some 200 KB, is handed to the next turn. */
export function pause<State = null>(request: PauseFor, state: State = null as State): Paused<State> {
  return new Paused(request, state);
}

/** What the handler works with. */
export interface PausableHandlerOptions {
  /** Default: `new SaysoClient()`, configured by the environment, which the construct `PausableAgent` sets. */
  readonly client?: SaysoClient | undefined;
}

/** Hours that an approval stays open when its request does not say. */
const defaultExpiresInHours = 72;
/** Expiry is the server's word: the state machine looks by itself only when it has heard nothing so long after it. */
const graceSeconds = 3600;

/**
 * The handler of a plain Lambda function that is the agent of the construct `PausableAgent`. It returns in order to wait
 * and is invoked again with the decision: meanwhile no process exists, and nothing costs but storage.
 *
 * @param agent the agent's name, as reviewers see it
 * @param work does one turn; what it returns, other than {@link pause}, is the state machine's output
 * @example
 * export const handler = pausableHandler("refunds", async ({ input, result }: Turn<{ order: string }>) => {
 *   if (result === null) return pause({ approvalRequestId: `refund-${input.order}`, title: `Refund ${input.order}?` });
 *   return result.approved ? "refunded" : `not refunded: ${result.decision}`;
 * });
 */
export function pausableHandler<Input, State, Output>(
  agent: string,
  work: (turn: Turn<Input, State>) => Promise<Output | Paused<State>>,
  options: PausableHandlerOptions = {},
): (event: AgentEvent<Input, State>) => Promise<AgentReply<State, Output> | ApprovalResult | null> {
  const client = options.client ?? new SaysoClient();

  async function takeTurn({ turn }: AgentTurnEvent<Input, State>): Promise<AgentReply<State, Output>> {
    const { input, state, executionId } = turn;
    const result = turn.result === null ? null : readResult(turn.result);
    if (result === undefined) throw new TypeError("The state machine handed over an end that cannot be read");
    if (result === null) await client.putExecution(executionId, { status: "running", agent });
    const reply = await work({ input, state, result, executionId });
    if (reply instanceof Paused) {
      const { request, state: left } = reply;
      const timeoutSeconds = Math.ceil((request.expiresInHours ?? defaultExpiresInHours) * 3600) + graceSeconds;
      return { paused: { request, state: left, timeoutSeconds } };
    }
    await client.putExecution(executionId, { status: "succeeded", agent });
    return { done: reply ?? null };
  }

  return async (event) => {
    if ("look" in event) return client.waitForApproval(event.look, { timeout: 0 });
    if ("ask" in event) {
      const { ask, taskToken, executionId } = event;
      await client.requestApproval({ ...ask, agent, executionId, resume: { kind: "task-token", taskToken } });
      return null;
    }
    try {
      return await takeTurn(event);
    } catch (error) {
      await client.putExecution(event.turn.executionId, { status: "failed", agent }).catch(() => {});
      throw error;
    }
  };
}
