import { reassignRequest } from "../../schemas/approval-request.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { applyCommand } from "../../use-cases/apply-command.ts";
import { presentApproval } from "../../use-cases/present.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay, replayOf } from "../replay.ts";
import { hasRole, route } from "../route.ts";
import { reviewerOf } from "./approvals.ts";

export const reassignRoute = route({
  method: "POST",
  path: "/v1/approvals/{approvalRequestId}/reassign",
  operationId: "reassignApproval",
  summary:
    "Hand a pending approval over to other reviewers; every review link of it dies. For a reviewer of it, or an admin.",
  callers: ["person"],
  roles: ["reviewer", "admin"],
  body: reassignRequest,
  replies: { 200: approvalResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const command = {
      type: "reassign",
      by: reviewerOf(caller),
      as: hasRole(caller, ["admin"]) ? "admin" : "reviewer",
      reviewers: body.reviewers,
      reason: body.reason ?? null,
    } as const;
    const applied = replay
      ? await applyCommand(app, params.approvalRequestId, { type: "expire" })
      : await applyCommand(app, params.approvalRequestId, command, replayOf(idempotency, 200));
    if (!applied.ok) return refusalReply(app, applied.refusal);
    return { status: 200, body: await presentApproval(app, applied.approval) };
  },
});
