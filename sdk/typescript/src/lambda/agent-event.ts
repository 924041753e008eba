import type { ApprovalRequest } from "../approval-request.ts";

/** What the state machine of a `PausableAgent` invokes the agent with. */
export type AgentEvent<Input = unknown, State = unknown> =
  | AgentTurnEvent<Input, State>
  /** Ask for the approval that the last turn ended with, to be answered with this task token. */
  | { readonly ask: ApprovalRequest; readonly taskToken: string; readonly executionId: string }
  /** No answer came long after the expiry: look what became of the approval. */
  | { readonly look: string };

/** Asks the agent for its next turn. */
export interface AgentTurnEvent<Input, State> {
  readonly turn: {
    readonly input: Input;
    readonly state: State | null;
    /** The ApprovalResult's JSON. */
    readonly result: unknown;
    readonly executionId: string;
  };
}

/** What the agent answers a turn with. */
export type AgentReply<State = unknown, Output = unknown> =
  | { readonly done: Output | null }
  | { readonly paused: { readonly request: ApprovalRequest; readonly state: State; readonly timeoutSeconds: number } };
