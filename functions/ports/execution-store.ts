import type { Page, PageRequest } from "./page.ts";

/** An agent's run. It waits while any of its approvals is pending, whatever the agent last said. */
export interface Execution {
  readonly executionId: string;
  readonly agent: string;
  /** The requester that opened it. */
  readonly owner: string;
  readonly status: "running" | "succeeded" | "failed";
  readonly pendingApprovals: number;
  /** Id of the approval that it began to wait for last; null before the first. */
  readonly latestApproval: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Note {
  readonly noteId: string;
  readonly message: string;
  readonly tags: readonly string[];
  readonly by: string;
  readonly at: number;
}

export interface ExecutionQuery extends PageRequest {
  readonly agent?: string;
  readonly owner?: string;
}

export interface ExecutionStore {
  load(executionId: string): Promise<Execution | undefined>;
  /** Opens the execution or sets its status, unless somebody else owns it. */
  declare(
    execution: Pick<Execution, "executionId" | "agent" | "owner" | "status">,
    now: number,
  ): Promise<{ readonly outcome: "declared" | "not_yours"; readonly execution: Execution }>;
  /** Opens the execution, running; one that is there, anybody's and whatever its status, stays as it is. Returns it. */
  open(execution: Pick<Execution, "executionId" | "agent" | "owner">, now: number): Promise<Execution>;
  /** Newest first. */
  list(query: ExecutionQuery): Promise<Page<Execution>>;
  /** Adds a note at the end; the same `noteId` again changes nothing. */
  addNote(executionId: string, note: Note): Promise<"added" | "duplicate">;
  /** In the order in which they were added. */
  notes(executionId: string, page: PageRequest): Promise<Page<Note>>;
  /** The newest ones, in the order in which they were added. */
  lastNotes(executionId: string, limit: number): Promise<readonly Note[]>;
}
