import { agentfieldResponse } from "../../core/agentfield-words.ts";
import type { AgentfieldTarget, Approval } from "../../core/approval.ts";
import { hasEnded } from "../../core/approval.ts";
import { toUtc } from "../../core/instant.ts";
import { agentfieldRequest, agentfieldRequested, agentfieldStatus } from "../../schemas/agentfield.ts";
import { agentName, executionId as executionIdSchema } from "../../schemas/identifiers.ts";
import { presentApproval } from "../../use-cases/present.ts";
import { readApproval } from "../../use-cases/read-approval.ts";
import { recordCollected } from "../../use-cases/resume-execution.ts";
import { type Ask, type Asked, askForApproval } from "../ask-for-approval.ts";
import { invalidField, type ProblemReply } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { type App, route } from "../route.ts";

/** What stands in the path must be one of our identifiers; an agent without a node is named by its credential. */
function badPath({ node, executionId }: { readonly node: string; readonly executionId: string }) {
  const name = node === "" ? undefined : agentName.safeParse(node).error?.issues[0];
  if (name) return invalidField("node_id", name.message);
  const id = executionIdSchema.safeParse(executionId).error?.issues[0];
  return id && invalidField("execution_id", id.message);
}

export const agentfieldRequestRoute = route({
  method: "POST",
  path: "/api/v1/agents/{node}/executions/{executionId}/request-approval",
  mayBeEmpty: ["node"],
  operationId: "agentfieldRequestApproval",
  summary: "Agentfield's clients: pause an execution for a person's approval.",
  callers: ["agent"],
  body: agentfieldRequest,
  replies: { 201: agentfieldRequested, 200: agentfieldRequested },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const bad = badPath(params);
    if (bad) return bad;
    const target: AgentfieldTarget | undefined = body.callback_url
      ? { kind: "callback", format: "agentfield", url: body.callback_url }
      : undefined;
    const asked = await askWith(app, target, {
      request: {
        approvalRequestId: body.approval_request_id,
        executionId: params.executionId,
        ...(params.node && { agent: params.node }),
        ...(body.approval_request_url && { approvalRequestUrl: body.approval_request_url }),
        ...(body.expires_in_hours !== undefined && { expiresInHours: body.expires_in_hours }),
        policy: { exclusive: true },
      },
      caller,
      idempotency,
      soleExecution: true,
    });
    if ("problem" in asked) return asked;
    const { approvalRequestId: approval_request_id, approvalRequestUrl: approval_request_url } = await presentApproval(
      app,
      asked.approval,
      asked.content,
    );
    return { status: asked.status, body: { approval_request_id, approval_request_url, status: asked.approval.status } };
  },
});

/** An agent that was told, crashed and asks again is told again: its SDK waits for the callback whatever the answer says. */
async function askWith(app: App, target: AgentfieldTarget | undefined, ask: Ask): Promise<Asked | ProblemReply> {
  const to = (resume: AgentfieldTarget | undefined) => ({ ...ask, request: { ...ask.request, resume } });
  const asked = await askForApproval(app, to(target));
  if ("problem" in asked || !target || asked.approval.status === "pending") return asked;
  const called = asked.approval.waiters.filter(({ kind }) => kind === "callback");
  return called.length > 0 && called.every(hasEnded)
    ? askForApproval(app, to({ ...target, again: app.crypto.newEventId() }))
    : asked;
}

export const agentfieldStatusRoute = route({
  method: "GET",
  path: "/api/v1/agents/{node}/executions/{executionId}/approval-status",
  mayBeEmpty: ["node"],
  operationId: "agentfieldApprovalStatus",
  summary: "Agentfield's clients: what became of the approval that an execution asked for last.",
  callers: ["agent"],
  replies: { 200: agentfieldStatus },
  handle: async ({ params, caller }, app) => {
    const execution = await app.executions.load(params.executionId);
    const own = execution?.owner === caller.requester.id ? execution : undefined;
    const approval = own?.latestApproval ? await readApproval(app, own.latestApproval) : undefined;
    if (approval?.requestedBy.id !== caller.requester.id) return refusalReply(app, { code: "approval_not_found" });
    const body = await presentStatus(app, approval);
    return approval.status === "pending"
      ? { status: 200, body }
      : { status: 200, body, after: () => recordCollected(app, approval) };
  },
});

async function presentStatus(app: App, approval: Approval) {
  const { approvalRequestUrl, createdAt } = await presentApproval(app, approval);
  return {
    status: approval.status,
    response: approval.status === "pending" ? null : agentfieldResponse(approval),
    request_url: approvalRequestUrl,
    requested_at: createdAt,
    responded_at: approval.status === "pending" ? null : toUtc(approval.decidedAt),
  };
}
