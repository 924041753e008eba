import type { DurableContext, WaitForConditionConfig } from "@aws/durable-execution-sdk-js";
import { ApprovalResult } from "../approval-result.ts";
import type { SaysoClient } from "../sayso-client.ts";
import { SaysoError } from "../sayso-error.ts";
import type { PendingWaitOptions } from "../wait-options.ts";
import { operationName } from "./operation-name.ts";
import { StepFailure } from "./step-failure.ts";

/** Seconds between two looks: a tenth of the time waited so far, within these. */
const shortestPeriod = 5;
const longestPeriod = 900;

/** What is known of the approval, as it can be written down. Times are epoch milliseconds. */
export type ResumeState =
  | { readonly type: "unknown"; readonly since: number | null; readonly toldPending: boolean }
  | { readonly type: "pending"; readonly since: number; readonly toldPending: boolean }
  | { readonly type: "nothing" }
  | { readonly type: "ended"; readonly result: unknown };

/** The wait of a later execution for what an earlier one has asked. */
export interface EndWait extends Omit<PendingWaitOptions, "signal"> {
  readonly client: SaysoClient;
  readonly approvalRequestId: string;
}

/**
 * Looks until the approval has ended, at growing intervals between which nothing runs. Without its content, which only
 * the execution that asked has, nobody can be added to an approval to be called back.
 */
export function waitForEnd(context: DurableContext, wait: EndWait): PromiseLike<ResumeState> {
  const { approvalRequestId, timeout = Infinity } = wait;
  const config: WaitForConditionConfig<ResumeState> = {
    initialState: { type: "unknown", since: null, toldPending: false },
    waitStrategy: (state) => {
      if (state.type === "nothing" || state.type === "ended") return { shouldContinue: false };
      const waited = Date.now() - (state.since ?? Date.now());
      const left = (timeout - waited) / 1000;
      if (left <= 0) return { shouldContinue: false };
      const period = Math.min(longestPeriod, Math.max(shortestPeriod, waited / 10_000), left);
      return { shouldContinue: true, delay: { seconds: Math.max(1, Math.ceil(period)) } };
    },
  };
  return context.waitForCondition(operationName("resume", approvalRequestId), (state) => look(state, wait), config);
}

async function look(state: ResumeState, wait: EndWait): Promise<ResumeState> {
  if (state.type === "nothing" || state.type === "ended") return state;
  const since = state.since ?? Date.now();
  try {
    const approval = await wait.client.getApproval(wait.approvalRequestId, { retryFor: 0 });
    if (approval.status !== "pending") return { type: "ended", result: new ApprovalResult(approval) };
    if (!state.toldPending) wait.onPending?.(approval);
    return { type: "pending", since, toldPending: true };
  } catch (error) {
    if (!(error instanceof SaysoError)) throw error;
    if (error.code === "approval_not_found") return { type: "nothing" };
    if (!error.retryable) throw new StepFailure(error);
    return { ...state, type: "unknown", since };
  }
}
