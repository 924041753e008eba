import { approvalRequest } from "../../schemas/approval-request.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { areFewEnough, tooManyInAll } from "../../schemas/policy.ts";
import { presentApproval } from "../../use-cases/present.ts";
import { requestApproval } from "../../use-cases/request-approval.ts";
import { invalidField, problemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { findReplay } from "../replay.ts";
import { type App, route } from "../route.ts";

const anonymousAgent = "agent";

/** Its reviewers are shown the notes of the execution, which must not be another agent's. */
async function mayUse({ executions }: App, executionId: string, requester: string): Promise<boolean> {
  const execution = await executions.load(executionId);
  return execution === undefined || execution.owner === requester;
}

export const requestApprovalRoute = route({
  method: "POST",
  path: "/v1/approvals",
  operationId: "requestApproval",
  summary: "Ask for a person's approval. The same request again returns the same approval.",
  callers: ["agent"],
  body: approvalRequest,
  replies: { 201: approvalResponse, 200: approvalResponse },
  handle: async ({ body, caller, idempotency }, app) => {
    const { settings } = app;
    const { requester } = caller;
    const kind = body.resume?.kind ?? "poll";
    if (!settings.resumeKinds.includes(kind))
      return invalidField("resume.kind", `must be one of ${settings.resumeKinds.join(", ")} on this deployment`);
    const refusal = body.resume?.kind === "callback" ? app.outgoing.refusal(body.resume.url) : undefined;
    if (refusal !== undefined) return invalidField("resume.url", refusal);
    if (!body.reviewers && settings.defaultReviewers.length === 0)
      return invalidField("reviewers", "must name the reviewers, since this deployment has no default ones");
    if (!areFewEnough(body.reviewers ?? settings.defaultReviewers, body.policy?.escalateTo))
      return invalidField("policy.escalateTo", tooManyInAll);
    if (body.policy?.allowSelfApproval && !settings.allowSelfApproval)
      return invalidField("policy.allowSelfApproval", "must be false or absent: this deployment does not allow it");
    if (body.initiatedBy === undefined && settings.requireInitiatedBy)
      return invalidField("initiatedBy", "must name the person who caused the request: this deployment demands it");
    const agent = caller.agent ?? body.agent ?? anonymousAgent;
    if (body.agent !== undefined && body.agent !== agent)
      return problemReply("forbidden", `This credential speaks for the agent ${agent}.`, {
        errors: [{ field: "agent", detail: `must be ${agent} or absent` }],
      });
    if (body.executionId !== undefined && !(await mayUse(app, body.executionId, requester.id)))
      return problemReply("forbidden", "Another agent's credential opened this execution.", {
        errors: [{ field: "executionId", detail: "must be an execution of your own" }],
      });
    const replay = await findReplay(app, idempotency);
    if (replay && "problem" in replay) return replay;
    const requested = await requestApproval(app, {
      request: body,
      requestedBy: requester,
      agent,
      ...(idempotency && {
        replays: { created: { ...idempotency, status: 201 }, found: { ...idempotency, status: 200 } },
      }),
    });
    if (!requested.ok) return refusalReply(app, requested.refusal);
    const { approval, content, created } = requested;
    return {
      status: (replay ?? requested.replay)?.status ?? (created ? 201 : 200),
      body: await presentApproval(app, approval, content),
      // Relative: a gateway may serve this path below another one.
      headers: { location: `approvals/${encodeURIComponent(approval.approvalRequestId)}` },
    };
  },
});
