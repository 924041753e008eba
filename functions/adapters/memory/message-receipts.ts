import type { MessageReceipts, Receipt } from "../../ports/message-receipts.ts";
import type { MemoryState } from "./memory-state.ts";

export function memoryMessageReceipts({ receipts }: MemoryState): MessageReceipts {
  const nameOf = (message: { approvalRequestId: string; reviewer: string; channel: string }) =>
    JSON.stringify([message.approvalRequestId, message.reviewer, message.channel]);
  return {
    keep: async ({ sequence, ...message }, receipt) => {
      const kept = receipts.get(nameOf(message)) ?? new Map<number, string>();
      receipts.set(nameOf(message), kept.set(sequence, receipt));
    },
    of: async (messages) =>
      [...(receipts.get(nameOf(messages)) ?? [])]
        .map(([sequence, receipt]): Receipt => ({ sequence, receipt }))
        .sort((a, b) => a.sequence - b.sequence),
  };
}
