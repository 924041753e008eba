import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Approval, ApprovalContent } from "../../core/approval.ts";
import type { ApprovalStore, Replay } from "../../ports/approval-store.ts";
import { dueIndex } from "../../schemas/tables.ts";
import { due, partitions, unchangedSince } from "./approval-items.ts";
import { commit } from "./commit.ts";
import { fromChunks } from "./content-chunks.ts";
import { type Item, json, number, readable, text } from "./item.ts";
import { contentKey, contentPrefix, type Key, listShards, replayKey, stateKey, toKey } from "./keys.ts";
import { listApprovals } from "./list-approvals.ts";
import { merge, read } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

export function dynamodbApprovalStore(tables: Tables): ApprovalStore {
  return {
    load: async (id) => {
      const row = await get(tables, stateKey(id));
      return row && json<Approval>(row, "approval");
    },
    loadContent: (id) => loadContent(tables, id),
    commit: (change) => commit(tables, change),
    list: (query) => listApprovals(tables, query),
    due: (now, limit) => findDue(tables, now, limit),
    reschedule: (approval, dueAt) => reschedule(tables, approval, dueAt),
    findReplay: async (key) => {
      const item = await get(tables, replayKey(key));
      return item && toReplay(item);
    },
  };
}

/** A strong read: whatever was committed before it began, it sees. */
async function get({ client, approvalsTable }: Tables, key: Key): Promise<Item | undefined> {
  const asked = { TableName: approvalsTable, Key: toKey(key), ConsistentRead: true };
  return readable((await client.send(new GetItemCommand(asked))).Item);
}

function toReplay(item: Item): Replay {
  return { key: text(item, "key"), payloadDigest: text(item, "payloadDigest"), status: number(item, "status") };
}

async function loadContent(tables: Tables, id: string): Promise<ApprovalContent | undefined> {
  const chunks = read(tables, {
    table: tables.approvalsTable,
    partition: ["pk", contentKey(id, 0).pk],
    where: "begins_with(#sk, :prefix)",
    values: { prefix: contentPrefix },
    consistent: true,
    fetch: 100,
  });
  return fromChunks<ApprovalContent>(await Array.fromAsync(chunks));
}

async function findDue(tables: Tables, now: number, limit: number): Promise<readonly string[]> {
  const shards = Array.from({ length: listShards }, (_, shard) =>
    read(tables, {
      table: tables.approvalsTable,
      index: dueIndex.name,
      partition: [dueIndex.partition, partitions.due(shard)],
      where: `#${dueIndex.sort} <= :now`,
      values: { now },
      fetch: limit,
    }),
  );
  const ids: string[] = [];
  for await (const item of merge(shards, (a, b) => number(a, dueIndex.sort) < number(b, dueIndex.sort))) {
    if (ids.push(text(item, "pk").slice("A#".length)) === limit) break;
  }
  return ids;
}

async function reschedule({ client, approvalsTable }: Tables, approval: Approval, dueAt: number): Promise<void> {
  const { approvalRequestId: id } = approval;
  const edit = toUpdate({ set: due(id, dueAt), ...unchangedSince(approval) });
  const asked = { TableName: approvalsTable, Key: toKey(stateKey(id)), ...edit };
  try {
    await retrying(() => client.send(new UpdateItemCommand(asked)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
