import type { Approval, PendingApproval, Reviewer, ReviewerDecision, Waiter } from "./approval.ts";
import type { ApprovalEvent, Evidence } from "./event.ts";

/** What somebody wants of an approval. */
export type Command =
  | {
      readonly type: "request";
      readonly approval: Omit<PendingApproval, "version" | "lastHash" | "updatedAt" | "waiters">;
      readonly waiter: Waiter;
      /** Only the execution that asked first may ask under this id, also when it has ended: it releases nobody else. */
      readonly soleExecution?: boolean;
    }
  | {
      readonly type: "decide";
      readonly decision: ReviewerDecision;
      readonly reviewer: Reviewer;
      /** The generation of the review link that was used; null for a signed-in person. */
      readonly linkGeneration: number | null;
      readonly feedback: string | null;
      readonly response: unknown;
      readonly decisionId: string;
      readonly evidence: Evidence;
    }
  | { readonly type: "expire" }
  | { readonly type: "cancel"; readonly requester: string; readonly feedback: string }
  | { readonly type: "fail"; readonly feedback: string }
  | { readonly type: "change_expiry"; readonly by: Reviewer; readonly expiresAt: number }
  | { readonly type: "remind" }
  | { readonly type: "escalate" }
  | {
      readonly type: "reassign";
      readonly by: Reviewer;
      /** In what right: a reviewer hands over what is their own to decide, an admin anything. */
      readonly as: "reviewer" | "admin";
      readonly reviewers: readonly string[];
      readonly reason: string | null;
    }
  | { readonly type: "restart_wait"; readonly generation: number; readonly reason: string }
  | { readonly type: "resumed"; readonly waiterId: string }
  | { readonly type: "give_up_resume"; readonly waiterId: string; readonly reason: string };

/** Why a command is not carried out. `approval` is the state that the caller ran into, where they may see it. */
export type Refusal =
  | { readonly code: "approval_not_found" }
  | { readonly code: "approval_request_conflict"; readonly approval: Approval }
  | { readonly code: "approval_already_requested"; readonly approval: Approval }
  | { readonly code: "too_many_waiters"; readonly approval: Approval }
  | { readonly code: "already_decided"; readonly approval: Approval }
  | { readonly code: "expired"; readonly approval: Approval }
  | { readonly code: "link_superseded"; readonly approval: Approval }
  | { readonly code: "reassigned" }
  | { readonly code: "not_a_reviewer" }
  | { readonly code: "self_approval" }
  | { readonly code: "not_your_approval" }
  | { readonly code: "expiry_in_the_past" }
  | { readonly code: "nobody_to_decide" }
  | { readonly code: "too_many_reviewers" };

/** The events to commit, and, when refused, what to answer after they are committed. */
export type Verdict =
  | { readonly ok: true; readonly events: readonly ApprovalEvent[] }
  | { readonly ok: false; readonly events: readonly ApprovalEvent[]; readonly refusal: Refusal };
