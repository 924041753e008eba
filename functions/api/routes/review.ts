import type { Approval, Reviewer } from "../../core/approval.ts";
import { meanings } from "../../core/audit-entry.ts";
import { toUtc } from "../../core/instant.ts";
import type { Person } from "../../ports/people.ts";
import { approvalResponse, reviewResponse, viewedResponse } from "../../schemas/approval-response.ts";
import { reviewDecisionRequest } from "../../schemas/decision-request.ts";
import { noParameters } from "../../schemas/queries.ts";
import { observe } from "../../use-cases/observe.ts";
import { openReview } from "../../use-cases/open-review.ts";
import { presentApproval, presentNote } from "../../use-cases/present.ts";
import { readApproval } from "../../use-cases/read-approval.ts";
import { type LinkHolder, verifyLink } from "../../use-cases/review-link.ts";
import { readNonce } from "../../use-cases/review-nonce.ts";
import { answerDecision } from "../answer-decision.ts";
import { unauthenticated } from "../authenticate.ts";
import type { LinkCaller } from "../caller.ts";
import { invalidField, type ProblemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay } from "../replay.ts";
import { type App, route } from "../route.ts";
import { mayDecide, turnAway } from "../turn-away.ts";
import { reviewerOf } from "./approvals.ts";

interface Opened {
  readonly approval: Approval;
  readonly reviewer: Reviewer;
  /** Null for a signed-in person. */
  readonly linkGeneration: number | null;
  /** Why the link that opened it is dead: it explains itself and does nothing else. */
  readonly dead: "link_superseded" | "reassigned" | null;
  /** SHA-256 of the token that opened it. */
  readonly session: string;
}

/** The approval that a link, also a dead one, or a signed-in person is about. */
async function find(app: App, approvalRequestId: string, caller: LinkCaller | Person): Promise<Opened | ProblemReply> {
  const approval = await readApproval(app, approvalRequestId);
  if (caller.kind === "person") {
    if (!approval) return refusalReply(app, { code: "approval_not_found" });
    const { session } = caller;
    return { approval, reviewer: reviewerOf(caller), linkGeneration: null, dead: null, session };
  }
  const holder = approval && (await verifyLink(app, approval, caller.token));
  if (!holder) return unauthenticated("This link is not valid: open the newest message about this request, whole.");
  const reviewer = { id: holder.reviewer, name: holder.reviewer, via: "link" as const };
  const session = app.crypto.sha256(caller.token);
  return { approval, reviewer, linkGeneration: holder.generation, dead: whyDead(approval, holder), session };
}

/** Once a request has ended a reviewer's older link shows how; who was replaced is told no more, then or ever. */
function whyDead(
  { status, linkGeneration, reviewers }: Approval,
  { reviewer, generation }: LinkHolder,
): Opened["dead"] {
  if (generation === linkGeneration) return null;
  if (!reviewers.includes(reviewer)) return "reassigned";
  return status === "pending" ? "link_superseded" : null;
}

/** The approval that a link's holder, or a signed-in person, may look at. */
async function open(app: App, approvalRequestId: string, caller: LinkCaller | Person): Promise<Opened | ProblemReply> {
  const found = await find(app, approvalRequestId, caller);
  if ("problem" in found || !found.dead) return found;
  return refusalReply(app, { code: found.dead, approval: found.approval });
}

/** What a reviewer decides on without having been shown anything: only ever to be refused, on the record. */
const nothingShown = { shownAt: null, displayedDigest: null };

export const getReviewRoute = route({
  method: "GET",
  path: "/v1/review/{approvalRequestId}",
  operationId: "getReview",
  summary: "What a reviewer is shown, and the nonce that their decision must carry. Changes nothing.",
  callers: ["link", "person"],
  roles: ["reviewer", "auditor", "admin"],
  replies: { 200: reviewResponse },
  handle: async ({ params, caller }, app) => {
    const opened = await open(app, params.approvalRequestId, caller);
    if ("problem" in opened) return opened;
    const { id, name } = opened.reviewer;
    const review = await openReview(app, opened.approval, id);
    const body = {
      approval: await presentApproval(app, review.approval, review.content),
      notes: review.notes.map(presentNote),
      earlierNotes: review.earlierNotes,
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
  roles: ["reviewer", "auditor", "admin"],
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
  callers: ["agent", "link", "person"],
  body: reviewDecisionRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    if (!mayDecide(caller))
      return turnAway(app, params.approvalRequestId, caller, caller.kind === "agent" ? "api" : "dashboard");
    const found = await find(app, params.approvalRequestId, caller);
    if ("problem" in found) return found;
    const { reviewer, linkGeneration, dead, session, approval } = found;
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const shown = dead ? nothingShown : await readNonce(app, approval.approvalRequestId, reviewer.id, body.nonce);
    if (!shown) return invalidField("nonce", "was not issued to you for this approval; open the page again");
    const { approvalRequestId } = approval;
    const channel = linkGeneration === null ? "dashboard" : "review_link";
    const evidence = { channel, session, ...shown } as const;
    return answerDecision(app, { approvalRequestId, body, idempotency, reviewer, linkGeneration, evidence });
  },
});
