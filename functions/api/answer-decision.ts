import type { Reviewer } from "../core/approval.ts";
import type { Evidence } from "../core/event.ts";
import type { DecisionRequest } from "../schemas/decision-request.ts";
import { presentApproval } from "../use-cases/present.ts";
import { submitDecision } from "../use-cases/submit-decision.ts";
import { refusalReply } from "./refusal-reply.ts";
import { replayOf } from "./replay.ts";
import type { App, Reply, RouteRequest } from "./route.ts";

interface Decided {
  readonly approvalRequestId: string;
  readonly body: Pick<DecisionRequest, "decision" | "feedback" | "response">;
  readonly idempotency: RouteRequest<string, "person", undefined, undefined>["idempotency"];
  readonly reviewer: Reviewer;
  readonly linkGeneration: number | null;
  readonly evidence: Evidence;
}

/** Carries out what a reviewer decided, however they came: there is one way in. */
export async function answerDecision(app: App, { body, idempotency, ...submission }: Decided): Promise<Reply> {
  const applied = await submitDecision(app, {
    ...submission,
    decision: body.decision,
    feedback: body.feedback ?? null,
    response: body.response ?? null,
    ...replayOf(idempotency, 200),
  });
  if (!applied.ok) return refusalReply(app, applied.refusal);
  return { status: 200, body: await presentApproval(app, applied.approval) };
}
