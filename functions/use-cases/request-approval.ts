import type { Approval, ApprovalContent, Policy, Requester, ResumeTarget, Waiter } from "../core/approval.ts";
import type { Command } from "../core/command.ts";
import { digest } from "../core/digest.ts";
import { hoursInMs } from "../core/instant.ts";
import type { Replay } from "../ports/approval-store.ts";
import type { ApprovalRequest } from "../schemas/approval-request.ts";
import { defaultExpiresInHours } from "../schemas/policy.ts";
import { applyCommand, type Refused } from "./apply-command.ts";
import type { Deps } from "./deps.ts";

/** A request as the use case takes it: targets may be of kinds that the API's own routes do not offer. */
export type AskedApproval = Omit<ApprovalRequest, "resume"> & { readonly resume?: ResumeTarget | undefined };

export interface RequestApproval {
  readonly request: AskedApproval;
  readonly requestedBy: Requester;
  readonly agent: string;
  /** Refuses every other execution than the one that asked first, also after the approval's end. */
  readonly soleExecution?: boolean;
  /** What to answer again under the caller's key: where this request creates the approval, and where it finds it. */
  readonly replays?: { readonly created: Replay; readonly found: Replay };
}

export type Requested =
  | {
      readonly ok: true;
      readonly created: boolean;
      readonly approval: Approval;
      readonly content: ApprovalContent;
      /** What was answered under the caller's key while this request was on its way. */
      readonly replay?: Replay;
    }
  | { readonly ok: false; readonly refusal: Refused };

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings">;

/** Registers an approval request, or finds the same one again; a re-run's newest way of being resumed is attached. */
export async function requestApproval(
  deps: Needs,
  { request, requestedBy, agent, soleExecution = false, replays }: RequestApproval,
): Promise<Requested> {
  const { approvalRequestId } = request;
  const content = toContent(request);
  const command = { ...toCommand(deps, request, content, requestedBy, agent), soleExecution };
  const applied = await applyCommand(deps, approvalRequestId, command, {
    content,
    ...(replays && { replay: replays.created, replayIfFound: replays.found }),
  });
  if (!applied.ok) return applied;
  const { approval, before, replay } = applied;
  return { ok: true, created: !before, approval, content, ...(replay && { replay }) };
}

function toContent(request: AskedApproval): ApprovalContent {
  const { title, context, action, approvalRequestUrl, reviewers, initiatedBy, policy, sensitive } = request;
  return {
    title: title ?? null,
    context: context ?? null,
    action: action ? { name: action.name, arguments: action.arguments ?? null } : null,
    responseSchema: null,
    approvalRequestUrl: approvalRequestUrl ?? null,
    reviewers: reviewers ?? null,
    initiatedBy: initiatedBy ?? null,
    policy: toPolicy(policy),
    ...(sensitive && sensitive.length > 0 && { sensitive: [...new Set(sensitive)].sort() }),
  };
}

/** What is not asked for is left out: a request of before there was such a rule still digests to the same. */
function toPolicy({ exclusive = false, allowSelfApproval = false, ...timers }: ApprovalRequest["policy"] = {}): Policy {
  const { remindAfterHours, escalateAfterHours, escalateTo } = timers;
  return {
    quorum: 1,
    exclusive,
    allowSelfApproval,
    ...(remindAfterHours !== undefined && { remindAfterHours }),
    ...(escalateAfterHours !== undefined && { escalateAfterHours }),
    ...(escalateTo !== undefined && { escalateTo }),
  };
}

function toCommand(
  { clock, crypto, settings }: Needs,
  request: AskedApproval,
  content: ApprovalContent,
  requestedBy: Requester,
  agent: string,
): Command {
  const now = clock.now();
  return {
    type: "request",
    approval: {
      status: "pending",
      approvalRequestId: request.approvalRequestId,
      contentDigest: digest(crypto.sha256, content),
      title: content.title,
      action: content.action && {
        name: content.action.name,
        digest: digest(crypto.sha256, content.action),
      },
      agent,
      requestedBy,
      initiatedBy: content.initiatedBy,
      executionId: request.executionId ?? null,
      reviewers: [...new Set(content.reviewers ?? settings.defaultReviewers)],
      policy: content.policy,
      metadata: request.metadata ?? {},
      linkGeneration: 1,
      waitGeneration: 1,
      createdAt: now,
      expiresAt: now + hoursInMs(request.expiresInHours ?? defaultExpiresInHours),
    },
    waiter: toWaiter(crypto, request),
  };
}

/** The same way of resuming the same execution is the same waiter, however often it is asked for. */
function toWaiter({ sha256 }: Deps["crypto"], request: AskedApproval): Waiter {
  const target = request.resume ?? { kind: "poll" };
  const executionId = request.executionId ?? null;
  const waiterId = digest(sha256, [executionId, target]).slice("sha256:".length, "sha256:".length + 16);
  return { waiterId, executionId, kind: target.kind, target, state: "waiting" } as Waiter;
}
