import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { type Approval, type ApprovalSummary, summarize } from "../../core/approval.ts";
import { dueIndex, listIndexes, waitAttributes } from "../../schemas/tables.ts";
import { type Item, json, layout, toItem } from "./item.ts";
import { listShards, reviewerKey, shardOf, sortKeyOf, stateKey, toKey } from "./keys.ts";
import type { Tables } from "./tables.ts";
import { type Edit, toUpdate } from "./update.ts";

type Table = Pick<Tables, "approvalsTable">;

/** What a list item says: the summary, and whose request it was, by which lists are filtered too. */
export type Listed = ApprovalSummary & { readonly requestedBy: string };

export function fromListed(item: Item): Listed {
  return json<Listed>(item, "summary");
}

/** Values of the lists' partition keys, for those who write them and those who read them. */
export const partitions = {
  status: (status: string, shard: number) => `${status}#${shard}`,
  reviewerStatus: (reviewer: string, status: string) => `${status}@${reviewer}`,
  agent: (agent: string) => `approvals#${agent}`,
  execution: (executionId: string) => `approvals#${executionId}`,
  requester: (requester: string) => `requester#${requester}`,
  due: (shard: number) => `due#${shard}`,
} as const;

/**
 * Writes what the domain knows of an approval, provided that the row is still `before`. Never the whole row: the wait's
 * token on it belongs to the state machine.
 */
export function writeRow(
  { approvalsTable }: Table,
  before: Approval | undefined,
  after: Approval,
  dueAt: number | null,
): TransactWriteItem {
  const { approvalRequestId: id, status, version, lastHash, agent, executionId, requestedBy, waitGeneration } = after;
  const shard = shardOf(id, listShards);
  const edit = toUpdate({
    set: {
      ...layout,
      [waitAttributes.status]: status,
      [waitAttributes.generation]: waitGeneration,
      version,
      lastHash,
      approval: JSON.stringify(after),
      ...listed(after),
      statusKey: partitions.status(status, shard),
      agentKey: partitions.agent(agent),
      executionKey: executionId === null ? null : partitions.execution(executionId),
      reviewerKey: agentOf(requestedBy.id) === agent ? null : partitions.requester(requestedBy.id),
      ...timeLeft(after, partitions.status(status, shard)),
      ...due(id, dueAt),
    },
    ...(before ? unchangedSince(before) : { condition: "attribute_not_exists(#pk)" }),
  });
  return {
    Update: {
      TableName: approvalsTable,
      Key: toKey(stateKey(id)),
      ...edit,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/**
 * The one agent that a requester speaks for, among whose approvals its own are found; undefined for a key that speaks
 * for any, whose own need a list of their own.
 */
export function agentOf(requester: string): string | undefined {
  const [kind, ...name] = requester.split(":");
  if (kind === "agent") return name.join(":");
  return kind === "role" || kind === "user" ? name.slice(1).join(":") : undefined;
}

/** Holds as long as the row is still as it was loaded. */
export function unchangedSince({ version, lastHash }: Approval): Pick<Edit, "condition" | "where"> {
  return {
    condition: "#version = :knownVersion AND #lastHash = :knownHash",
    where: { knownVersion: version, knownHash: lastHash },
  };
}

/** Attributes by which the sweep finds an approval: both or neither. */
export function due(id: string, dueAt: number | null) {
  return {
    [waitAttributes.dueAt]: dueAt,
    [dueIndex.partition]: dueAt === null ? null : partitions.due(shardOf(id, listShards)),
  };
}

/**
 * One list item for each reviewer, kept current with what a list shows. It stands in one list alone: all of a
 * reviewer's approvals are those of every status together. As long as it is pending it stands among theirs by time left
 * too. That of somebody who is none any more is emptied: it leaves the lists, and nothing of the service may delete an item.
 */
export function writeReviewers(
  { approvalsTable }: Table,
  before: Approval | undefined,
  after: Approval,
): readonly TransactWriteItem[] {
  const { approvalRequestId: id, status } = after;
  if (before && listed(before).summary === listed(after).summary) return [];
  const now = new Set(after.reviewers);
  const gone = [...new Set(before?.reviewers ?? [])].filter((reviewer) => !now.has(reviewer));
  const edits = [...now].map((reviewer) => {
    const statusKey = partitions.reviewerStatus(reviewer, status);
    const set = { ...layout, ...listed(after), statusKey, ...timeLeft(after, statusKey) };
    return { Key: toKey(reviewerKey(id, reviewer)), ...toUpdate({ set }) };
  });
  return [
    ...edits.map((edit) => ({ Update: { TableName: approvalsTable, ...edit } })),
    ...gone.map((reviewer) => ({ Put: { TableName: approvalsTable, Item: toItem({ ...reviewerKey(id, reviewer) }) } })),
  ];
}

/** Attributes by which what is pending is found by time left: both or neither. */
function timeLeft({ approvalRequestId: id, status, expiresAt }: Approval, partition: string) {
  const { partition: key, sort } = listIndexes.expiry;
  const pending = status === "pending";
  return { [key]: pending ? partition : null, [sort]: pending ? sortKeyOf(expiresAt, id) : null };
}

function listed(approval: Approval) {
  const summary: Listed = { ...summarize(approval), requestedBy: approval.requestedBy.id };
  return {
    summary: JSON.stringify(summary),
    sortKey: sortKeyOf(approval.createdAt, approval.approvalRequestId),
  };
}
