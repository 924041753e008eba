import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { ResumeClaim, ResumeClaims } from "../../ports/resume-claims.ts";
import { ttlAttribute } from "../../schemas/tables.ts";
import { type Item, layout, number, text } from "./item.ts";
import { claimKey, claimPrefix, toKey } from "./keys.ts";
import { read } from "./query.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { type Edit, toUpdate } from "./update.ts";

/** Seconds for which a claim is kept once its time is over: longer than any delivery is tried. */
const keptSeconds = 90 * 86_400;

/** The holder of a claim that was put off. */
const nobody = "";

/** Claims are items of their own beside the approval's row, a write unit each. */
export function dynamodbResumeClaims(tables: Tables): ResumeClaims {
  const { client, approvalsTable: TableName } = tables;

  /** Returns the item as it is afterwards, or as it stood in the way. */
  async function edit(id: string, waiterId: string, change: Edit): Promise<Item | undefined> {
    const update = new UpdateItemCommand({
      TableName,
      Key: toKey(claimKey(id, waiterId)),
      ...toUpdate(change),
      ReturnValues: "ALL_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      return (await retrying(() => client.send(update))).Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item;
      throw error;
    }
  }

  return {
    take: async (id, waiterId, holder, now, until) => {
      const item = await edit(id, waiterId, {
        set: { ...layout, holder, until, [ttlAttribute]: Math.ceil(until / 1000) + keptSeconds },
        add: { attempts: 1, unheard: 1 },
        condition: "attribute_not_exists(#pk) OR (#until <= :now AND #holder <> :holder)",
        where: { now },
      });
      return item && text(item, "holder") === holder ? toClaim(item) : undefined;
    },
    putOff: async (id, waiterId, { attempt, unheard }, until, heard) => {
      await edit(id, waiterId, {
        set: { until, unheard: heard ? unheard : unheard + 1, holder: nobody },
        condition: "#attempts = :attempt",
        where: { attempt },
      });
    },
    hasten: async (id, waiterId, now) => {
      await edit(id, waiterId, {
        set: { until: now, attempts: 0 },
        condition: "#holder = :nobody AND #until > :until",
        where: { nobody },
      });
    },
    waits: async (id) => {
      const claims = read(tables, {
        table: TableName,
        partition: ["pk", claimKey(id, "").pk],
        where: "begins_with(#sk, :prefix)",
        values: { prefix: claimPrefix },
        consistent: true,
        fetch: 100,
      });
      const waits = new Map<string, number>();
      for await (const item of claims) waits.set(text(item, "sk").slice(claimPrefix.length), number(item, "until"));
      return waits;
    },
  };
}

function toClaim(item: Item): ResumeClaim {
  return { attempt: number(item, "attempts"), unheard: number(item, "unheard") - 1 };
}
