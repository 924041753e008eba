import { digest } from "../core/digest.ts";
import { toUtc } from "../core/instant.ts";
import type { AgentResumer } from "../ports/effects.ts";
import type { Deps } from "./deps.ts";
import { withApproval } from "./published-event.ts";

/** An event of this type is the agent's alone: no webhook gets it. */
export const resumingType = "execution.resuming";

/**
 * Resumes an agent by an event of its own, `execution.resuming`, which carries the approval and gives back the `detail`
 * that the agent left. At least once; `eventId` is the same each time.
 */
export function eventResumer(
  deps: Pick<Deps, "approvals" | "settings" | "publisher" | "clock" | "crypto">,
): AgentResumer {
  return {
    deliver: async (approval, { target, executionId, waiterId }) => {
      if (target?.kind !== "event") return { outcome: "gone", reason: "the event's detail is no longer kept" };
      const event = {
        eventId: digest(deps.crypto.sha256, [approval.approvalRequestId, waiterId]),
        type: resumingType,
        timestamp: toUtc(deps.clock.now()),
        sequence: approval.version,
        resume: { executionId, detail: target.detail },
      } as const;
      await deps.publisher.publish(await withApproval(deps, event, approval));
      return { outcome: "resumed" };
    },
  };
}
