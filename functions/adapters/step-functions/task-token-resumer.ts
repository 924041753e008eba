import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { ApprovalContent } from "../../core/approval.ts";
import { approvalResult } from "../../core/approval-result.ts";
import type { AgentResumer } from "../../ports/effects.ts";
import { spentToken } from "./spent-token.ts";

/** Resumes an agent that is a state of the user's own state machine: its output is the ApprovalResult. */
export function taskTokenResumer(
  client: Pick<SFNClient, "send">,
  readContent: (approvalRequestId: string) => Promise<ApprovalContent>,
): AgentResumer {
  return {
    deliver: async (approval, { target, executionId }, attempt) => {
      if (target?.kind !== "task-token") return { outcome: "gone", reason: "the task token is no longer kept" };
      const content = await readContent(approval.approvalRequestId);
      const output = JSON.stringify(approvalResult(approval, content, executionId));
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: target.taskToken, output }));
        return { outcome: "resumed" };
      } catch (error) {
        const reason = spentToken(error);
        if (reason === undefined) throw error;
        return attempt === "repeated" ? { outcome: "resumed" } : { outcome: "gone", reason };
      }
    },
  };
}
