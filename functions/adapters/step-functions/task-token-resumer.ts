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
        const spent = spentToken(error);
        if (spent !== undefined)
          return attempt === "repeated" ? { outcome: "resumed" } : { outcome: "gone", reason: spent };
        const refused = refusal(error);
        if (refused !== undefined) return { outcome: "not_yet", reason: refused };
        throw error;
      }
    },
  };
}

/** The name of an error by which the service says that it did nothing: throttling, a missing right, a disabled key. */
function refusal(error: unknown): string | undefined {
  return error instanceof Error && "$fault" in error && error.$fault === "client" ? error.name : undefined;
}
