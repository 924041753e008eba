import { createHash } from "node:crypto";
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { PendingApproval } from "../../core/approval.ts";
import { nextLook } from "../../core/timers.ts";
import type { Waits } from "../../ports/effects.ts";
import type { Clock } from "../../ports/environment.ts";
import { spentToken } from "./spent-token.ts";

export interface StateMachineWaitsOptions {
  readonly client: Pick<SFNClient, "send">;
  /** Absent for functions that only wake. */
  readonly stateMachineArn?: string;
  readonly clock: Clock;
  /** Partition key of an approval's row. */
  readonly partitionOf: (approvalRequestId: string) => string;
  /** The token that the state machine has left on the row, by a consistent read. */
  readonly readToken: (approvalRequestId: string) => Promise<string | undefined>;
  /** Takes a token that has served off the row. */
  readonly forgetToken: (approvalRequestId: string, taskToken: string) => Promise<void>;
}

/** The wait as an execution of the state machine: one for each generation. */
export function stateMachineWaits(options: StateMachineWaitsOptions): Waits {
  const { client, readToken, forgetToken } = options;
  return {
    start: (approval) => start(options, approval),
    wake: async ({ approvalRequestId }) => {
      const taskToken = await readToken(approvalRequestId);
      // No token yet: the machine's own update will find the approval decided, and end.
      if (taskToken === undefined) return;
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }));
      } catch (error) {
        if (!spentToken(error)) throw error;
      }
      await forgetToken(approvalRequestId, taskToken);
    },
  };
}

/** One name a generation; a digest, since an id may hold what a name may not. */
export function executionName({
  approvalRequestId,
  waitGeneration,
}: Pick<PendingApproval, "approvalRequestId" | "waitGeneration">) {
  return `${createHash("sha256").update(approvalRequestId).digest("hex")}-g${waitGeneration}`;
}

/** How long from now a wait lasts, and when the sweep must look first, in the words of the state machine's input. */
export function waitInput(approval: PendingApproval, now: number) {
  const { expiresAt, waitGeneration } = approval;
  return {
    waitGeneration: String(waitGeneration),
    // 0 would hang in some interpreters of the language.
    timeoutSeconds: Math.max(1, Math.ceil((expiresAt - now) / 1000)),
    dueAt: String(nextLook(approval)),
  };
}

async function start(options: StateMachineWaitsOptions, approval: PendingApproval): Promise<"waiting" | "broken"> {
  const { client, stateMachineArn, clock, partitionOf } = options;
  if (stateMachineArn === undefined) throw new Error("this function starts no waits");
  const { approvalRequestId } = approval;
  const name = executionName(approval);
  const input = { approvalRequestId, pk: partitionOf(approvalRequestId), ...waitInput(approval, clock.now()) };
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return "waiting";
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionAlreadyExists") throw error;
  }
  const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return status === "RUNNING" ? "waiting" : "broken";
}
