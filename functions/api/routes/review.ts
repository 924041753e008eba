import type { Approval, Reviewer } from "../../core/approval.ts";
import { meanings } from "../../core/audit-entry.ts";
import { toUtc } from "../../core/instant.ts";
import { approvalResponse, reviewResponse, viewedResponse } from "../../schemas/approval-response.ts";
import { reviewDecisionRequest } from "../../schemas/decision-request.ts";
import { noParameters } from "../../schemas/queries.ts";
import { observe } from "../../use-cases/observe.ts";
import { openReview } from "../../use-cases/open-review.ts";
import { readApproval } from "../../use-cases/read-approval.ts";
import { verifyLink } from "../../use-cases/review-link.ts";
import { readNonce } from "../../use-cases/review-nonce.ts";
import { submitDecision } from "../../use-cases/submit-decision.ts";
import { unauthenticated } from "../authenticate.ts";
import type { LinkCaller, Person } from "../caller.ts";
import { presentApproval, presentNote } from "../present.ts";
import { invalidField, type ProblemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay, replayOf } from "../replay.ts";
import { type App, route } from "../route.ts";
import { reviewerOf } from "./approvals.ts";

interface Opened {
  readonly approval: Approval;
  readonly reviewer: Reviewer;
  /** Null for a signed-in person. */
  readonly linkGeneration: number | null;
  /** SHA-256 of the token that opened it. */
  readonly session: string;
}

/** The approval that a link's holder, or a signed-in person, may look at. */
async function open(app: App, approvalRequestId: string, caller: LinkCaller | Person): Promise<Opened | ProblemReply> {
  const approval = await readApproval(app, approvalRequestId);
  if (caller.kind === "person") {
    if (!approval) return refusalReply(app, { code: "approval_not_found" });
    return { approval, reviewer: reviewerOf(caller), linkGeneration: null, session: caller.session };
  }
  const holder = approval && (await verifyLink(app, approval, caller.token));
  if (!holder) return unauthenticated("This link is not valid: open the newest message about this request, whole.");
  if (approval.status === "pending" && holder.generation !== approval.linkGeneration)
    return refusalReply(app, { code: "link_superseded", approval });
  const reviewer = { id: holder.reviewer, name: holder.reviewer, via: "link" as const };
  return { approval, reviewer, linkGeneration: holder.generation, session: app.crypto.sha256(caller.token) };
}

export const getReviewRoute = route({
  method: "GET",
  path: "/v1/review/{approvalRequestId}",
  operationId: "getReview",
  summary: "What a reviewer is shown, and the nonce that their decision must carry. Changes nothing.",
  callers: ["link", "person"],
  replies: { 200: reviewResponse },
  handle: async ({ params, caller }, app) => {
    const opened = await open(app, params.approvalRequestId, caller);
    if ("problem" in opened) return opened;
    const { id, name } = opened.reviewer;
    const review = await openReview(app, opened.approval, id);
    const body = {
      approval: await presentApproval(app, review.approval, review.content),
      notes: review.notes.map(presentNote),
      reviewer: { id, name },
      nonce: opened.approval.reviewers.includes(id) ? review.nonce : null,
      meanings,
      now: toUtc(app.clock.now()),
    };
    return { status: 200, body };
  },
});

export const viewedRoute = route({
  method: "POST",
  path: "/v1/review/{approvalRequestId}/viewed",
  operationId: "recordViewed",
  summary: "Record that a person has the page before their eyes.",
  callers: ["link", "person"],
  body: noParameters,
  replies: { 200: viewedResponse },
  handle: async ({ params, caller, idempotency }, app) => {
    const opened = await open(app, params.approvalRequestId, caller);
    if ("problem" in opened) return opened;
    const { approval, reviewer, session, linkGeneration } = opened;
    const once = idempotency ? { eventId: app.crypto.sha256(idempotency.key) } : {};
    await observe(
      app,
      {
        ...once,
        type: "approval.viewed",
        approvalRequestId: approval.approvalRequestId,
        agent: approval.agent,
        authenticatedBy: reviewer.via,
        channel: linkGeneration === null ? "dashboard" : "review_link",
        session,
        detail: { state: approval.status },
      },
      reviewer,
    );
    return { status: 200, body: { viewed: true } };
  },
});

export const reviewDecisionRoute = route({
  method: "POST",
  path: "/v1/review/{approvalRequestId}/decision",
  operationId: "submitReviewDecision",
  summary: "Decide, as the holder of a review link.",
  callers: ["link", "person"],
  roles: ["reviewer"],
  body: reviewDecisionRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const opened = await open(app, params.approvalRequestId, caller);
    if ("problem" in opened) return opened;
    const { reviewer, linkGeneration, session, approval } = opened;
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const shown = await readNonce(app, approval.approvalRequestId, reviewer.id, body.nonce);
    if (!shown) return invalidField("nonce", "was not issued to you for this approval; open the page again");
    const applied = await submitDecision(app, {
      approvalRequestId: approval.approvalRequestId,
      decision: body.decision,
      feedback: body.feedback ?? null,
      response: body.response ?? null,
      reviewer,
      linkGeneration,
      evidence: { channel: linkGeneration === null ? "dashboard" : "review_link", session, ...shown },
      ...replayOf(idempotency, 200),
    });
    if (!applied.ok) return refusalReply(app, applied.refusal);
    return { status: 200, body: await presentApproval(app, applied.approval) };
  },
});
