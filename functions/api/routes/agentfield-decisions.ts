import { digest } from "../../core/digest.ts";
import type { Evidence } from "../../core/event.ts";
import { agentfieldApprovalResponse, agentfieldDecided, agentfieldDecision } from "../../schemas/agentfield.ts";
import type { ApprovalResponse } from "../../schemas/approval-response.ts";
import { anyQuery } from "../../schemas/queries.ts";
import { readApproval } from "../../use-cases/read-approval.ts";
import { findSigner } from "../../use-cases/response-secret.ts";
import { answerDecision } from "../answer-decision.ts";
import { unauthenticated } from "../authenticate.ts";
import { invalidField, type ProblemReply, problemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay } from "../replay.ts";
import { readSignature } from "../response-signature.ts";
import { type App, type Reply, route } from "../route.ts";
import { mayDecide, turnAway } from "../turn-away.ts";
import { reviewerOf } from "./approvals.ts";

const nothingShown = { displayedDigest: null, shownAt: null };

/** An answer to a decision in the words of Agentfield. */
function inTheirWords(reply: Reply): Reply {
  if (!("body" in reply)) return reply;
  const { approvalRequestId, executionId, decision } = reply.body as ApprovalResponse;
  const named = { approval_request_id: approvalRequestId, execution_id: executionId };
  return { status: 200, body: { status: "processed", ...named, decision, new_status: "running" } };
}

export const agentfieldSignedDecisionRoute = route({
  method: "POST",
  path: "/api/v1/webhooks/approval-response",
  operationId: "agentfieldSignedDecision",
  summary:
    "A reviewer's program decides: `X-Webhook-Signature` is made with that reviewer's secret and tells who it is.",
  callers: ["anonymous"],
  query: anyQuery,
  body: agentfieldApprovalResponse,
  replies: { 200: agentfieldDecided },
  handle: async ({ body, headers, rawBody }, app) => {
    const text = rawBody ?? "";
    const signature = readSignature(headers["x-webhook-signature"], text, app.clock.now());
    const approval = signature && (await readApproval(app, body.requestId));
    const signer = approval && (await findSigner(app, approval, signature));
    if (!signer) return unsigned();
    const { reviewer, session } = signer;
    const evidence: Evidence = { channel: "approval_response", session, ...nothingShown };
    // Whoever sends it again, for an answer that was lost, is told that it is done.
    const key = digest(app.crypto.sha256, ["approval-response", body.requestId, reviewer, app.crypto.sha256(text)]);
    const decided = await answerDecision(app, {
      approvalRequestId: body.requestId,
      body: { decision: body.decision, feedback: body.feedback ?? undefined },
      idempotency: { key, payloadDigest: digest(app.crypto.sha256, body) },
      reviewer: { id: reviewer, name: reviewer, via: "response_secret" },
      linkGeneration: null,
      evidence,
    });
    return inTheirWords(decided);
  },
});

/** Says the same of an approval that there is not: a stranger learns nothing. */
function unsigned(): ProblemReply {
  const detail = "X-Webhook-Signature must be made with the secret of one of the approval's reviewers.";
  return { ...unauthenticated(detail), presentedInBody: true };
}

export const agentfieldDecisionRoute = route({
  method: "POST",
  path: "/api/v1/executions/{executionId}/approval-response",
  operationId: "agentfieldDecision",
  summary: "Decide, as a signed-in reviewer, on what an execution asked for.",
  callers: ["agent", "person"],
  body: agentfieldDecision,
  replies: { 200: agentfieldDecided },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const approvalRequestId = await askedBy(app, params.executionId, body.approval_request_id);
    if (!mayDecide(caller))
      return turnAway(app, typeof approvalRequestId === "string" ? approvalRequestId : null, caller, "api");
    if (typeof approvalRequestId !== "string") return approvalRequestId;
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const decided = await answerDecision(app, {
      approvalRequestId,
      body: { decision: body.decision, feedback: body.feedback ?? body.reason ?? undefined },
      idempotency,
      reviewer: reviewerOf(caller),
      linkGeneration: null,
      evidence: { channel: "api", session: caller.session, ...nothingShown },
    });
    return inTheirWords(decided);
  },
});

/**
 * The approval that a reviewer means who names an execution. Where it asked for several, they must say which: what they
 * looked at may be over, and the next one would be approved unseen.
 */
async function askedBy(app: App, executionId: string, named: string | undefined): Promise<string | ProblemReply> {
  if (named !== undefined) {
    const known = (await app.approvals.load(named))?.executionId === executionId;
    return known ? named : await refusalReply(app, { code: "approval_not_found" });
  }
  const latest = (await app.executions.load(executionId))?.latestApproval;
  if (!latest) return problemReply("execution_not_found", "No execution under this id has asked for approval.");
  const { items } = await app.approvals.list({ executionId, cursor: null, limit: 2 });
  if (items.every(({ approvalRequestId }) => approvalRequestId === latest)) return latest;
  return invalidField("approval_request_id", "must say which approval is meant: the execution asked for several");
}
