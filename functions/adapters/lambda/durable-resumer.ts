import { type LambdaClient, SendDurableExecutionCallbackSuccessCommand } from "@aws-sdk/client-lambda";
import type { ApprovalContent } from "../../core/approval.ts";
import { approvalResult } from "../../core/approval-result.ts";
import type { AgentResumer } from "../../ports/effects.ts";

/** Lambda says so of a callback that has ended, and of one that never was. */
const spent = ["CallbackTimeoutException", "InvalidParameterValueException", "ResourceNotFoundException"];

/** Resumes an agent on a Lambda durable function: its callback's result is the ApprovalResult, as JSON. */
export function durableResumer(
  client: Pick<LambdaClient, "send">,
  readContent: (approvalRequestId: string) => Promise<ApprovalContent>,
): AgentResumer {
  return {
    deliver: async (approval, { target, executionId }, attempt) => {
      if (target?.kind !== "durable") return { outcome: "gone", reason: "the callback id is no longer kept" };
      const content = await readContent(approval.approvalRequestId);
      const Result = Buffer.from(JSON.stringify(approvalResult(approval, content, executionId)));
      try {
        await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId: target.callbackId, Result }));
        return { outcome: "resumed" };
      } catch (error) {
        if (!(error instanceof Error && "$fault" in error && error.$fault === "client")) throw error;
        if (!spent.includes(error.name)) return { outcome: "not_yet", reason: error.name };
        return attempt === "repeated" ? { outcome: "resumed" } : { outcome: "gone", reason: error.name };
      }
    },
  };
}
