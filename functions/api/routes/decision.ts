import type { Evidence } from "../../core/event.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { decisionRequest } from "../../schemas/decision-request.ts";
import { presentApproval } from "../../use-cases/present.ts";
import { readNonce } from "../../use-cases/review-nonce.ts";
import { submitDecision } from "../../use-cases/submit-decision.ts";
import { invalidField } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay, replayOf } from "../replay.ts";
import { route } from "../route.ts";
import { mayDecide, turnAway } from "../turn-away.ts";
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
    if (!mayDecide(caller)) return turnAway(app, approvalRequestId, caller, "api");
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
