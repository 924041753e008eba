import { waitInput } from "../adapters/step-functions/state-machine-waits.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock } from "../composition/runtime.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { applyCommand } from "../use-cases/apply-command.ts";

const deps = awsDeps(parseEnvironment(environments["run-timers"], process.env));

interface EndedWait {
  readonly approvalRequestId: string;
  readonly waitGeneration: string;
}

/**
 * Called by the state machine when a wait ended without a decision: expires the approval if its time is up, and says
 * whether this wait must go on. What follows from the expiry is the stream's to do.
 */
export const handler = eventHandler("run-timers", async ({ approvalRequestId, waitGeneration }: EndedWait) => {
  const applied = await applyCommand(deps, approvalRequestId, { type: "expire" });
  if (!applied.ok) throw new Error(`a wait speaks of ${approvalRequestId}, which is not there`);
  const { approval } = applied;
  // Another generation's wait has taken over: this one is over.
  if (approval.status !== "pending" || String(approval.waitGeneration) !== waitGeneration) return { pending: false };
  return { pending: true, ...waitInput(approval, clock.now()) };
});
