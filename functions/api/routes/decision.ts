import type { Evidence } from "../../core/event.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { decisionRequest } from "../../schemas/decision-request.ts";
import { readNonce } from "../../use-cases/review-nonce.ts";
import { answerDecision } from "../answer-decision.ts";
import { invalidField } from "../problem-reply.ts";
import { findReplay } from "../replay.ts";
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
    const reviewer = reviewerOf(caller);
    return answerDecision(app, { approvalRequestId, body, idempotency, reviewer, linkGeneration: null, evidence });
  },
});
