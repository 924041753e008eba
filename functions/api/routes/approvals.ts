import { hoursInMs } from "../../core/instant.ts";
import type { Person } from "../../ports/people.ts";
import { cancelRequest, expiryRequest } from "../../schemas/approval-request.ts";
import { approvalList, approvalResponse, linkList } from "../../schemas/approval-response.ts";
import { getApprovalQuery, listApprovalsQuery } from "../../schemas/queries.ts";
import { applyCommand } from "../../use-cases/apply-command.ts";
import { cancelApproval } from "../../use-cases/cancel-approval.ts";
import { presentApproval, presentSummary } from "../../use-cases/present.ts";
import { readApproval } from "../../use-cases/read-approval.ts";
import { recordCollected } from "../../use-cases/resume-execution.ts";
import { reviewLink } from "../../use-cases/review-link.ts";
import { membersOf } from "../../use-cases/reviewers.ts";
import type { AgentCaller } from "../caller.ts";
import { invalidField } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay, replayOf } from "../replay.ts";
import { route } from "../route.ts";

export const defaultLimit = 50;

/** The person as an approval records them. */
export function reviewerOf({ id, name, via }: Person) {
  return { id, name, via };
}

export const getApprovalRoute = route({
  method: "GET",
  path: "/v1/approvals/{approvalRequestId}",
  operationId: "getApproval",
  summary: "One approval. With `wait`, holds the answer until it has ended or the seconds are over.",
  callers: ["agent", "person"],
  roles: ["reviewer", "auditor", "admin"],
  query: getApprovalQuery,
  replies: { 200: approvalResponse },
  handle: async ({ params, query, caller }, app) => {
    const { approvalRequestId } = params;
    const approval = await readApproval(app, approvalRequestId);
    if (!approval || !maySee(caller, approval.requestedBy.id)) return refusalReply(app, { code: "approval_not_found" });
    const wait = query.wait ?? 0;
    if (approval.status === "pending") {
      const waitMs = Math.min(wait * 1000, approval.expiresAt - app.clock.now());
      if (waitMs > 0) return { parked: { approvalRequestId, waitMs } };
      return { status: 200, body: await presentApproval(app, approval) };
    }
    const body = await presentApproval(app, approval);
    return caller.kind === "agent"
      ? { status: 200, body, after: () => recordCollected(app, approval) }
      : { status: 200, body };
  },
});

/** An agent sees its own approvals; to the others' it is told nothing, not even that they exist. */
function maySee(caller: AgentCaller | Person, requester: string): boolean {
  return caller.kind === "person" || caller.requester.id === requester;
}

export const listApprovalsRoute = route({
  method: "GET",
  path: "/v1/approvals",
  operationId: "listApprovals",
  summary: "Approvals, newest first; pending ones by time left too. An agent sees its own.",
  callers: ["agent", "person"],
  roles: ["reviewer", "auditor", "admin"],
  query: listApprovalsQuery,
  replies: { 200: approvalList },
  handle: async ({ query, caller }, app) => {
    const { cursor = null, limit = defaultLimit, sort, team, ...filters } = query;
    if (sort !== undefined && filters.status !== "pending") return invalidField("sort", "is for status=pending");
    if (team !== undefined && (filters.status !== "pending" || caller.kind === "agent"))
      return invalidField("team", "is for people, with status=pending");
    const own = caller.kind === "agent" ? { requestedBy: caller.requester.id } : {};
    const { items, nextCursor } = await app.approvals.list({
      ...filters,
      ...own,
      ...(sort && { sort }),
      ...(team !== undefined && { anyReviewer: await membersOf(app, team) }),
      cursor,
      limit,
    });
    return { status: 200, body: { approvals: items.map(presentSummary), nextCursor } };
  },
});

export const cancelApprovalRoute = route({
  method: "POST",
  path: "/v1/approvals/{approvalRequestId}/cancel",
  operationId: "cancelApproval",
  summary: "Withdraw a pending request of one's own; it ends with the decision `error`.",
  callers: ["agent"],
  body: cancelRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const applied = await cancelApproval(app, {
      approvalRequestId: params.approvalRequestId,
      requester: caller.requester.id,
      feedback: body.feedback ?? "cancelled by the agent",
      ...replayOf(idempotency, 200),
    });
    if (applied.ok) return { status: 200, body: await presentApproval(app, applied.approval) };
    const { refusal } = applied;
    return refusalReply(app, refusal.code === "not_your_approval" ? { code: "approval_not_found" } : refusal);
  },
});

export const changeExpiryRoute = route({
  method: "POST",
  path: "/v1/approvals/{approvalRequestId}/expiry",
  operationId: "changeExpiry",
  summary: "Move the expiry of a pending approval, counted from now.",
  callers: ["person"],
  roles: ["admin"],
  body: expiryRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const expiresAt = app.clock.now() + hoursInMs(body.expiresInHours);
    const command = { type: "change_expiry", by: reviewerOf(caller), expiresAt } as const;
    const applied = replay
      ? await applyCommand(app, params.approvalRequestId, { type: "expire" })
      : await applyCommand(app, params.approvalRequestId, command, replayOf(idempotency, 200));
    if (!applied.ok) return refusalReply(app, applied.refusal);
    return { status: 200, body: await presentApproval(app, applied.approval) };
  },
});

export const listLinksRoute = route({
  method: "GET",
  path: "/v1/approvals/{approvalRequestId}/links",
  operationId: "listReviewLinks",
  summary: "Each reviewer's own link to an approval, for a person whom no channel reaches.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 200: linkList },
  handle: async ({ params }, app) => {
    const approval = await readApproval(app, params.approvalRequestId);
    if (!approval) return refusalReply(app, { code: "approval_not_found" });
    const links = approval.reviewers.map(async (reviewer) => ({
      reviewer,
      url: await reviewLink(app, approval, reviewer),
    }));
    return { status: 200, body: { links: await Promise.all(links) } };
  },
});
