import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { type Approval, waitingExecutions } from "../../core/approval.ts";
import type { Execution } from "../../ports/execution-store.ts";
import { type Item, layout, number, text } from "./item.ts";
import { executionKey, listShards, shardOf, sortKeyOf, toKey } from "./keys.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

export const executionPartitions = {
  agent: (agent: string) => `executions#${agent}`,
  owner: (owner: string) => `owner#${owner}`,
  time: (shard: number) => `executions#${shard}`,
} as const;

/** Attributes that an execution gets when it is opened, by whoever comes first, and then keeps. */
export function opening(
  { executionId, agent, owner }: Pick<Execution, "executionId" | "agent" | "owner">,
  now: number,
) {
  return {
    ...layout,
    executionId,
    agent,
    owner,
    createdAt: now,
    sortKey: sortKeyOf(now, executionId),
    agentKey: executionPartitions.agent(agent),
    executionKey: executionPartitions.owner(owner),
    timeKey: executionPartitions.time(shardOf(executionId, listShards)),
  };
}

export function fromExecution(item: Item): Execution {
  return {
    executionId: text(item, "executionId"),
    agent: text(item, "agent"),
    owner: text(item, "owner"),
    status: text(item, "status") as Execution["status"],
    pendingApprovals: number(item, "pendingApprovals"),
    latestApproval: item.latestApproval?.S ?? null,
    createdAt: number(item, "createdAt"),
    updatedAt: number(item, "updatedAt"),
  };
}

/** Counts an approval in or out of the executions that wait on it. One that was never announced is opened. */
export function countPending(
  { approvalsTable }: Pick<Tables, "approvalsTable">,
  before: Approval | undefined,
  after: Approval,
): readonly TransactWriteItem[] {
  const waited = waitingExecutions(before);
  const waits = waitingExecutions(after);
  const count = (executionId: string, by: number) => {
    const { approvalRequestId, agent, requestedBy, updatedAt } = after;
    const edit = toUpdate({
      set: { updatedAt, ...(by > 0 && { latestApproval: approvalRequestId }) },
      initially: { ...opening({ executionId, agent, owner: requestedBy.id }, updatedAt), status: "running" },
      add: { pendingApprovals: by },
    });
    return { Update: { TableName: approvalsTable, Key: toKey(executionKey(executionId)), ...edit } };
  };
  return [
    ...waits.filter((id) => !waited.includes(id)).map((id) => count(id, 1)),
    ...waited.filter((id) => !waits.includes(id)).map((id) => count(id, -1)),
  ];
}
