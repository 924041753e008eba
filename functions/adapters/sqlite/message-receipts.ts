import type { MessageReceipts } from "../../ports/message-receipts.ts";
import type { Database } from "./database.ts";

export function sqliteMessageReceipts(db: Database): MessageReceipts {
  return {
    keep: async ({ approvalRequestId, reviewer, channel, sequence }, receipt) => {
      const sql = `INSERT INTO message_receipts (approval_id, reviewer, channel, sequence, receipt) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET receipt = excluded.receipt`;
      await db.write(() => db.run(sql, approvalRequestId, reviewer, channel, sequence, receipt));
    },
    of: async ({ approvalRequestId, reviewer, channel }) => {
      const sql =
        "SELECT sequence, receipt FROM message_receipts WHERE approval_id = ? AND reviewer = ? AND channel = ? ORDER BY sequence";
      return db
        .all(sql, approvalRequestId, reviewer, channel)
        .map((row) => ({ sequence: Number(row.sequence), receipt: String(row.receipt) }));
    },
  };
}
