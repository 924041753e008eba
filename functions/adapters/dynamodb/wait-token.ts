import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { waitAttributes } from "../../schemas/tables.ts";
import { number, text } from "./item.ts";
import { stateKey, toKey } from "./keys.ts";
import { retrying } from "./retry.ts";
import type { Tables } from "./tables.ts";
import { toUpdate } from "./update.ts";

/** The task token that an approval's state machine waits with, and the generation of the wait that left it. */
export interface Wait {
  readonly waitToken: string;
  readonly generation: number;
}

/** Forgets a token that has served, unless another wait has left its own meanwhile. */
export async function forgetWait(
  { client, approvalsTable }: Pick<Tables, "client" | "approvalsTable">,
  approvalRequestId: string,
  waitToken: string,
): Promise<void> {
  const { token, tokenGeneration } = waitAttributes;
  const edit = toUpdate({
    set: { [token]: null, [tokenGeneration]: null },
    condition: `#${token} = :known`,
    where: { known: waitToken },
  });
  try {
    const asked = { TableName: approvalsTable, Key: toKey(stateKey(approvalRequestId)), ...edit };
    await retrying(() => client.send(new UpdateItemCommand(asked)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Reads the token as it is at this moment; undefined as long as the state machine has left none. */
export async function readWait(
  { client, approvalsTable }: Pick<Tables, "client" | "approvalsTable">,
  approvalRequestId: string,
): Promise<Wait | undefined> {
  const { token, tokenGeneration } = waitAttributes;
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: approvalsTable,
      Key: toKey(stateKey(approvalRequestId)),
      ConsistentRead: true,
      ProjectionExpression: "pk, sk, #token, #generation",
      ExpressionAttributeNames: { "#token": token, "#generation": tokenGeneration },
    }),
  );
  if (!Item?.[token]) return undefined;
  return { waitToken: text(Item, token), generation: number(Item, tokenGeneration) };
}
