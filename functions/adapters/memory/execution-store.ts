import type { Approval } from "../../core/approval.ts";
import type { Execution, ExecutionStore } from "../../ports/execution-store.ts";
import type { MemoryState } from "./memory-state.ts";
import { newestFirst, pageOf } from "./paging.ts";

export function memoryExecutionStore({ executions, notes }: MemoryState): ExecutionStore {
  return {
    load: async (id) => executions.get(id),
    declare: async ({ executionId, agent, owner, status }, now) => {
      const known = executions.get(executionId);
      if (known && known.owner !== owner) return { outcome: "not_yours", execution: known };
      const opened = known ?? { executionId, agent, owner, pendingApprovals: 0, latestApproval: null, createdAt: now };
      const execution = { ...opened, status, updatedAt: now };
      executions.set(executionId, execution);
      return { outcome: "declared", execution };
    },
    open: async (execution, now) => {
      const times = { createdAt: now, updatedAt: now };
      const opened = { ...execution, status: "running", pendingApprovals: 0, latestApproval: null, ...times } as const;
      const known = executions.get(execution.executionId) ?? opened;
      executions.set(known.executionId, known);
      return known;
    },
    list: async (query) => {
      const { agent, owner } = query;
      const wanted = [...executions.values()].filter(
        (execution) =>
          (agent === undefined || execution.agent === agent) && (owner === undefined || execution.owner === owner),
      );
      return pageOf(wanted, "falling", ({ createdAt, executionId }) => newestFirst(createdAt, executionId), query);
    },
    addNote: async (executionId, note) => {
      const known = notes.get(executionId) ?? [];
      if (known.some(({ noteId }) => noteId === note.noteId)) return "duplicate";
      notes.set(executionId, [...known, structuredClone(note)]);
      return "added";
    },
    notes: async (executionId, page) => {
      const numbered = (notes.get(executionId) ?? []).map((note, index) => ({ note, index }));
      const { items, nextCursor } = pageOf(numbered, "rising", ({ index }) => String(index).padStart(10, "0"), page);
      return { items: items.map(({ note }) => note), nextCursor };
    },
    lastNotes: async (executionId, limit) => (notes.get(executionId) ?? []).slice(-limit),
  };
}

/** An execution that was never announced is opened by its first approval. */
export function countPending(
  { executions }: MemoryState,
  { approvalRequestId, agent, requestedBy, updatedAt }: Approval,
  before: readonly string[],
  after: readonly string[],
): void {
  const count = (executionId: string, by: number) => {
    const opened: Execution = {
      ...{ executionId, agent, owner: requestedBy.id, status: "running", pendingApprovals: 0 },
      ...{ latestApproval: null, createdAt: updatedAt, updatedAt },
    };
    const known = executions.get(executionId) ?? opened;
    const latestApproval = by > 0 ? approvalRequestId : known.latestApproval;
    executions.set(executionId, {
      ...known,
      pendingApprovals: known.pendingApprovals + by,
      latestApproval,
      updatedAt,
    });
  };
  for (const id of after) if (!before.includes(id)) count(id, 1);
  for (const id of before) if (!after.includes(id)) count(id, -1);
}
