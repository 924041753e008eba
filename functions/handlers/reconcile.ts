import type { EventBridgeEvent } from "aws-lambda";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsResumeQueue } from "../composition/aws-resume-queue.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { log } from "../composition/runtime.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { applyCommand } from "../use-cases/apply-command.ts";
import { keepWait } from "../use-cases/dispatch-entry.ts";

const environment = parseEnvironment(environments.reconcile, process.env);
const deps = awsDeps(environment, {
  waits: awsWaits(environment.APPROVALS_TABLE, environment.STATE_MACHINE_ARN),
  resumeQueue: awsResumeQueue(environment.RESUME_QUEUE_URL),
});

interface BrokenExecution {
  readonly status: string;
  /** The execution's input, as it was started with. */
  readonly input: string;
}

/** A wait broke: a pending approval gets a new one, a decided one is brought to its agents. */
export const handler = eventHandler(
  "reconcile",
  async ({ detail }: EventBridgeEvent<"Step Functions Execution Status Change", BrokenExecution>) => {
    const { approvalRequestId, waitGeneration } = JSON.parse(detail.input) as Record<string, string | undefined>;
    if (!approvalRequestId || !waitGeneration)
      return log.error("an execution that is no wait of ours broke", { status: detail.status });
    const reason = `the wait ended ${detail.status}`;
    const command = { type: "restart_wait", generation: Number(waitGeneration), reason } as const;
    const applied = await applyCommand(deps, approvalRequestId, command);
    if (applied.ok) await keepWait(deps, applied.approval);
  },
);
