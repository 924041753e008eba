import type { Approval, ApprovalContent } from "../core/approval.ts";
import { areFewEnough, tooManyInAll } from "../schemas/policy.ts";
import { type AskedApproval, requestApproval } from "../use-cases/request-approval.ts";
import type { AgentCaller } from "./caller.ts";
import { invalidField, type ProblemReply, problemReply } from "./problem-reply.ts";
import { refusalReply } from "./refusal-reply.ts";
import { findReplay } from "./replay.ts";
import type { App, RouteRequest } from "./route.ts";

const anonymousAgent = "agent";

export interface Ask {
  readonly request: AskedApproval;
  readonly caller: AgentCaller;
  readonly idempotency: RouteRequest<string, "agent", undefined, undefined>["idempotency"];
  readonly soleExecution?: boolean;
}

export interface Asked {
  readonly approval: Approval;
  readonly content: ApprovalContent;
  /** 201 for a new approval, 200 for one that was there. */
  readonly status: number;
}

/** Asks for approval as an agent, however it came: what the deployment allows is checked here, once. */
export async function askForApproval(app: App, ask: Ask): Promise<Asked | ProblemReply> {
  const { request, caller, idempotency, soleExecution = false } = ask;
  const { requester } = caller;
  const agent = caller.agent ?? request.agent ?? anonymousAgent;
  const bar = outOfBounds(app, request) ?? (await notTheirs(app, ask, agent));
  if (bar) return bar;
  const replay = await findReplay(app, idempotency);
  if (replay && "problem" in replay) return replay;
  const requested = await requestApproval(app, {
    request,
    requestedBy: requester,
    agent,
    soleExecution,
    ...(idempotency && {
      replays: { created: { ...idempotency, status: 201 }, found: { ...idempotency, status: 200 } },
    }),
  });
  if (!requested.ok) return refusalReply(app, requested.refusal);
  const { approval, content, created } = requested;
  return { approval, content, status: (replay ?? requested.replay)?.status ?? (created ? 201 : 200) };
}

/** What this deployment does not take, whoever asks. */
function outOfBounds({ settings, outgoing }: App, request: AskedApproval): ProblemReply | undefined {
  const kind = request.resume?.kind ?? "poll";
  if (!settings.resumeKinds.includes(kind))
    return invalidField("resume.kind", `must be one of ${settings.resumeKinds.join(", ")} on this deployment`);
  const refusal = request.resume?.kind === "callback" ? outgoing.refusal(request.resume.url) : undefined;
  if (refusal !== undefined) return invalidField("resume.url", refusal);
  if (!request.reviewers && settings.defaultReviewers.length === 0)
    return invalidField("reviewers", "must name the reviewers, since this deployment has no default ones");
  if (!areFewEnough(request.reviewers ?? settings.defaultReviewers, request.policy?.escalateTo))
    return invalidField("policy.escalateTo", tooManyInAll);
  if (request.policy?.allowSelfApproval && !settings.allowSelfApproval)
    return invalidField("policy.allowSelfApproval", "must be false or absent: this deployment does not allow it");
  if (request.initiatedBy === undefined && settings.requireInitiatedBy)
    return invalidField("initiatedBy", "must name the person who caused the request: this deployment demands it");
  return undefined;
}

async function notTheirs(app: App, { request, caller }: Ask, agent: string): Promise<ProblemReply | undefined> {
  if (request.agent !== undefined && request.agent !== agent)
    return problemReply("forbidden", `This credential speaks for the agent ${agent}.`, {
      errors: [{ field: "agent", detail: `must be ${agent} or absent` }],
    });
  if (request.executionId !== undefined && !(await mayUse(app, request.executionId, caller.requester.id)))
    return problemReply("forbidden", "Another agent's credential opened this execution.", {
      errors: [{ field: "executionId", detail: "must be an execution of your own" }],
    });
  return undefined;
}

/** Its reviewers are shown the notes of the execution, which must not be another agent's. */
async function mayUse({ executions }: App, executionId: string, requester: string): Promise<boolean> {
  const execution = await executions.load(executionId);
  return execution === undefined || execution.owner === requester;
}
