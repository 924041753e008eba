import type { Evidence } from "../../core/event.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { decisionRequest } from "../../schemas/decision-request.ts";
import { observe } from "../../use-cases/observe.ts";
import { readNonce } from "../../use-cases/review-nonce.ts";
import { submitDecision } from "../../use-cases/submit-decision.ts";
import type { AgentCaller, Person } from "../caller.ts";
import { presentApproval } from "../present.ts";
import { invalidField, type ProblemReply, problemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay, replayOf } from "../replay.ts";
import { type App, hasRole, route } from "../route.ts";
import { reviewerOf } from "./approvals.ts";

export const submitDecisionRoute = route({
  method: "POST",
  path: "/v1/approvals/{approvalRequestId}/decision",
  operationId: "submitDecision",
  summary: "Decide, as a signed-in reviewer. The first decision stands; whoever comes later is told who decided what.",
  callers: ["agent", "person"],
  body: decisionRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const { approvalRequestId } = params;
    if (caller.kind === "agent" || !hasRole(caller, ["reviewer"])) return turnAway(app, approvalRequestId, caller);
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const shown = body.nonce === undefined ? undefined : await readNonce(app, approvalRequestId, caller.id, body.nonce);
    if (body.nonce !== undefined && !shown) return invalidField("nonce", "was not issued to you for this approval");
    const evidence: Evidence = {
      channel: shown ? "dashboard" : "api",
      session: caller.session,
      displayedDigest: shown?.displayedDigest ?? null,
      shownAt: shown?.shownAt ?? null,
    };
    const applied = await submitDecision(app, {
      approvalRequestId,
      decision: body.decision,
      feedback: body.feedback ?? null,
      response: body.response ?? null,
      reviewer: reviewerOf(caller),
      linkGeneration: null,
      evidence,
      ...replayOf(idempotency, 200),
    });
    if (!applied.ok) return refusalReply(app, applied.refusal);
    return { status: 200, body: await presentApproval(app, applied.approval) };
  },
});

/** An agent, or a person who is no reviewer, is refused on the record. */
async function turnAway(app: App, approvalRequestId: string, caller: AgentCaller | Person): Promise<ProblemReply> {
  const isAgent = caller.kind === "agent";
  const by: Record<string, string> = isAgent ? { credential: caller.requester.credential } : {};
  if (await app.approvals.load(approvalRequestId))
    await observe(
      app,
      {
        type: "approval.decision_refused",
        approvalRequestId,
        channel: "api",
        authenticatedBy: isAgent ? caller.requester.via : caller.via,
        detail: { code: "forbidden", ...by },
      },
      isAgent ? null : caller,
    );
  return problemReply("forbidden", isAgent ? "An agent's credential cannot decide." : "This needs the role reviewer.");
}
