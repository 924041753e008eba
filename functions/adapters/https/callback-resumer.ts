import { agentfieldCallback } from "../../core/agentfield-words.ts";
import type { ApprovalContent, TerminalApproval, Waiter } from "../../core/approval.ts";
import { approvalResult } from "../../core/approval-result.ts";
import type { AgentResumer, Delivery, OutgoingGuard } from "../../ports/effects.ts";
import type { Clock, MessageSigner } from "../../ports/environment.ts";
import type { ExecutionStore } from "../../ports/execution-store.ts";
import { ForbiddenAddress } from "./outgoing-guard.ts";
import { type Posted, postJson } from "./post-json.ts";
import { retryAfterMs } from "./retry-after.ts";
import { ed25519Signature, toHeaders } from "./signed-headers.ts";

export interface CallbackOptions {
  readonly guard: OutgoingGuard;
  readonly signer: MessageSigner;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  readonly readContent: (approvalRequestId: string) => Promise<ApprovalContent>;
  readonly executions: Pick<ExecutionStore, "load">;
}

/**
 * Resumes an agent at an HTTP endpoint: a POST of the ApprovalResult, or of Agentfield's words for it, signed `v1a` (Standard Webhooks 1.0.0). 2xx means
 * that the agent has it, unless the body says `"resolved": false`: nobody waits there yet. 410 ends it.
 */
export function callbackResumer(options: CallbackOptions): AgentResumer {
  const { guard, signer, clock, sha256 } = options;
  return {
    deliver: async (approval, waiter) => {
      const { target, waiterId } = waiter;
      if (target?.kind !== "callback") return { outcome: "gone", reason: "the callback is no longer kept" };
      const refusal = guard.refusal(target.url);
      if (refusal !== undefined) return { outcome: "gone", reason: `the callback's URL ${refusal}` };
      const body = JSON.stringify(await bodyOf(options, approval, waiter));
      const id = `msg_${sha256(`${waiterId} ${approval.approvalRequestId}`).slice(0, 32)}`;
      const now = clock.now();
      const headers = toHeaders(id, now, [await ed25519Signature(signer, id, now, body)]);
      try {
        return outcomeOf(await postJson(guard, target.url, headers, body), clock.now());
      } catch (error) {
        if (error instanceof ForbiddenAddress) return { outcome: "not_yet", reason: error.message };
        throw error;
      }
    },
  };
}

async function bodyOf(
  { readContent, executions }: Pick<CallbackOptions, "readContent" | "executions">,
  approval: TerminalApproval,
  { target, executionId }: Waiter,
): Promise<unknown> {
  if (target && "format" in target && executionId !== null) {
    const execution = await executions.load(executionId);
    return agentfieldCallback(approval, executionId, execution?.latestApproval ?? null);
  }
  return approvalResult(approval, await readContent(approval.approvalRequestId), executionId);
}

function outcomeOf({ status, retryAfter, body }: Posted, now: number): Delivery {
  if (status === 410) return { outcome: "gone", reason: "it answered 410" };
  if (status < 200 || status > 299) {
    const asked = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : undefined;
    return { outcome: "not_yet", reason: `it answered ${status}`, ...(asked !== undefined && { retryAfterMs: asked }) };
  }
  return isUnresolved(body) ? { outcome: "not_yet", reason: "nobody waits there yet" } : { outcome: "resumed" };
}

function isUnresolved(body: string): boolean {
  try {
    return (JSON.parse(body) as { resolved?: unknown } | null)?.resolved === false;
  } catch {
    return false;
  }
}
