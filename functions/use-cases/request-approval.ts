import type { Approval, ApprovalContent, Requester, Waiter } from "../core/approval.ts";
import type { Command } from "../core/command.ts";
import { digest } from "../core/digest.ts";
import type { Replay } from "../ports/approval-store.ts";
import type { ApprovalRequest } from "../schemas/approval-request.ts";
import { applyCommand, type Refused } from "./apply-command.ts";
import type { Deps } from "./deps.ts";

const defaultExpiresInHours = 72;
const hourMs = 3_600_000;

export interface RequestApproval {
  readonly request: ApprovalRequest;
  readonly requestedBy: Requester;
  readonly agent: string;
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
  { request, requestedBy, agent, replays }: RequestApproval,
): Promise<Requested> {
  const { approvalRequestId } = request;
  const content = toContent(request);
  const command = toCommand(deps, request, content, requestedBy, agent);
  const applied = await applyCommand(deps, approvalRequestId, command, {
    content,
    ...(replays && { replay: replays.created, replayIfFound: replays.found }),
  });
  if (!applied.ok) return applied;
  const { approval, before, replay } = applied;
  return { ok: true, created: !before, approval, content, ...(replay && { replay }) };
}

function toContent(request: ApprovalRequest): ApprovalContent {
  const { title, context, action, approvalRequestUrl, reviewers, initiatedBy, policy, sensitive } = request;
  return {
    title: title ?? null,
    context: context ?? null,
    action: action ? { name: action.name, arguments: action.arguments ?? null } : null,
    responseSchema: null,
    approvalRequestUrl: approvalRequestUrl ?? null,
    reviewers: reviewers ?? null,
    initiatedBy: initiatedBy ?? null,
    policy: { quorum: 1, exclusive: policy?.exclusive ?? false, allowSelfApproval: policy?.allowSelfApproval ?? false },
    ...(sensitive && sensitive.length > 0 && { sensitive: [...new Set(sensitive)].sort() }),
  };
}

function toCommand(
  { clock, crypto, settings }: Needs,
  request: ApprovalRequest,
  content: ApprovalContent,
  requestedBy: Requester,
  agent: string,
): Command {
  const now = clock.now();
  const expiresInMs = Math.max(1, Math.round((request.expiresInHours ?? defaultExpiresInHours) * hourMs));
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
      expiresAt: now + expiresInMs,
    },
    waiter: toWaiter(crypto, request),
  };
}

/** The same way of resuming the same execution is the same waiter, however often it is asked for. */
function toWaiter({ sha256 }: Deps["crypto"], request: ApprovalRequest): Waiter {
  const target = request.resume ?? { kind: "poll" };
  const executionId = request.executionId ?? null;
  const waiterId = digest(sha256, [executionId, target]).slice("sha256:".length, "sha256:".length + 16);
  return { waiterId, executionId, kind: target.kind, target, state: "waiting" } as Waiter;
}
