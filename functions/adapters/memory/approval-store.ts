import { type Approval, type ApprovalContent, summarize, waitingExecutions } from "../../core/approval.ts";
import type { ApprovalQuery, ApprovalStore, Change } from "../../ports/approval-store.ts";
import { addEntry, hashAt } from "./audit-store.ts";
import { countPending } from "./execution-store.ts";
import { type MemoryState, parse } from "./memory-state.ts";
import { newestFirst, pageOf } from "./paging.ts";

export function memoryApprovalStore(state: MemoryState): ApprovalStore {
  const load = (id: string) => parse<Approval>(state.approvals.get(id)?.approval);
  return {
    load: async (id) => load(id),
    loadContent: async (id) => parse<ApprovalContent>(state.contents.get(id)),
    commit: async (change) => commit(state, load(change.after.approvalRequestId), change),
    list: async (query) => {
      const approvals = [...state.approvals.keys()].flatMap((id) => load(id) ?? []);
      const wanted = approvals.filter((approval) => matches(approval, query)).map(summarize);
      if (query.sort === "expiresAt")
        return pageOf(wanted, "rising", ({ expiresAt, approvalRequestId: id }) => newestFirst(expiresAt, id), query);
      return pageOf(wanted, "falling", ({ createdAt, approvalRequestId: id }) => newestFirst(createdAt, id), query);
    },
    due: async (now, limit) =>
      [...state.approvals]
        .flatMap(([id, { dueAt }]) => (dueAt !== null && dueAt <= now ? [{ id, dueAt }] : []))
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit)
        .map(({ id }) => id),
    reschedule: async ({ approvalRequestId: id, version }, dueAt) => {
      const row = state.approvals.get(id);
      if (row && load(id)?.version === version) state.approvals.set(id, { ...row, dueAt });
    },
    findReplay: async (key) => state.replays.get(key),
  };
}

function commit(state: MemoryState, row: Approval | undefined, change: Change): "committed" | "conflict" {
  const { before, after, entries, content, dueAt, replay } = change;
  const id = after.approvalRequestId;
  if (hashAt(state, id, after.version) === after.lastHash) return "committed";
  if (row?.version !== before?.version || row?.lastHash !== before?.lastHash) return "conflict";
  if (replay && state.replays.has(replay.key)) return "conflict";
  state.approvals.set(id, { approval: JSON.stringify(after), dueAt });
  if (content) state.contents.set(id, JSON.stringify(content));
  for (const entry of entries) addEntry(state, entry);
  countPending(state, after, waitingExecutions(before), waitingExecutions(after));
  if (replay) state.replays.set(replay.key, replay);
  return "committed";
}

function matches(approval: Approval, query: ApprovalQuery): boolean {
  const { status, agent, reviewer, anyReviewer, executionId, requestedBy } = query;
  return (
    (anyReviewer === undefined || approval.reviewers.some((one) => anyReviewer.includes(one))) &&
    (status === undefined || approval.status === status) &&
    (agent === undefined || approval.agent === agent) &&
    (reviewer === undefined || approval.reviewers.includes(reviewer)) &&
    (executionId === undefined || approval.executionId === executionId) &&
    (requestedBy === undefined || approval.requestedBy.id === requestedBy)
  );
}
