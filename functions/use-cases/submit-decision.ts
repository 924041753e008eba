import type { Reviewer, ReviewerDecision } from "../core/approval.ts";
import { digest } from "../core/digest.ts";
import type { Evidence } from "../core/event.ts";
import type { Replay } from "../ports/approval-store.ts";
import { type Applied, applyCommand, type Refused } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { wake } from "./dispatch-entry.ts";
import { observe } from "./observe.ts";

export interface SubmitDecision {
  readonly approvalRequestId: string;
  readonly decision: ReviewerDecision;
  readonly feedback: string | null;
  readonly response: unknown;
  readonly reviewer: Reviewer;
  /** The generation of the review link that was used; null for a signed-in person. */
  readonly linkGeneration: number | null;
  readonly evidence: Evidence;
  readonly replay?: Replay;
}

type Needs = Pick<Deps, "approvals" | "audit" | "clock" | "crypto" | "settings" | "waits" | "log">;

/**
 * Records a reviewer's decision: the first one wins, everybody else is told who won. The wait is woken at once for
 * speed; the committed audit entry wakes it again, whatever happens here.
 */
export async function submitDecision(deps: Needs, submission: SubmitDecision): Promise<Applied> {
  const { approvalRequestId, reviewer, replay } = submission;
  const decisionId = replay ? digest(deps.crypto.sha256, replay.key) : deps.crypto.newEventId();
  const { decision, feedback, response, linkGeneration, evidence } = submission;
  const command = {
    type: "decide",
    decision,
    feedback,
    response,
    reviewer,
    linkGeneration,
    decisionId,
    evidence,
  } as const;
  const applied = await applyCommand(deps, approvalRequestId, command, replay && { replay });
  if (applied.ok) await wake(deps, applied.approval);
  else if (applied.refusal.code !== "approval_not_found") await recordRefusal(deps, submission, applied.refusal);
  return applied;
}

async function recordRefusal(deps: Needs, submission: SubmitDecision, { code }: Refused): Promise<void> {
  const { approvalRequestId, reviewer, evidence, decision } = submission;
  await observe(
    deps,
    {
      type: "approval.decision_refused",
      approvalRequestId,
      authenticatedBy: reviewer.via,
      session: evidence.session,
      channel: evidence.channel,
      detail: { code, decision },
    },
    reviewer,
  );
}
