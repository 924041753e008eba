/** Where a run of an agent stands. The server sets `waiting` by itself while the run has a pending approval. */
export type ExecutionStatus = "running" | "waiting" | "succeeded" | "failed";

/** What is recorded of a run. */
export interface ExecutionUpdate {
  readonly status: ExecutionStatus;
  /** The agent's name. */
  readonly agent?: string | undefined;
}

/** One line of a run's own story, shown to reviewers beside the approval. */
export interface Note {
  readonly message: string;
  readonly tags?: readonly string[] | undefined;
}
