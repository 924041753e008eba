import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { MessageReceipts } from "../../ports/message-receipts.ts";
import { number, text, toItem } from "./item.ts";
import { receiptKey, receiptPrefix } from "./keys.ts";
import { read } from "./query.ts";
import type { Tables } from "./tables.ts";

/** Receipts stand beside the approval that their messages are about. */
export function dynamodbMessageReceipts(tables: Tables): MessageReceipts {
  const { client, approvalsTable: TableName } = tables;
  return {
    keep: async (message, receipt) => {
      const { approvalRequestId, reviewer, channel, sequence } = message;
      const Item = toItem({ ...receiptKey(approvalRequestId, reviewer, channel, sequence), sequence, receipt });
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    of: async ({ approvalRequestId, reviewer, channel }) => {
      const { pk, sk } = receiptPrefix(approvalRequestId, reviewer, channel);
      const items = read(tables, {
        table: TableName,
        partition: ["pk", pk],
        where: "begins_with(#sk, :prefix)",
        values: { prefix: sk },
        consistent: true,
        fetch: 100,
      });
      const found = await Array.fromAsync(items);
      return found.map((item) => ({ sequence: number(item, "sequence"), receipt: text(item, "receipt") }));
    },
  };
}
