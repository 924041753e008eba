import type { PendingApproval, Reviewer, ReviewerDecision, Waiter } from "./approval.ts";

/** What the deciding person's page or tool can prove about the moment. */
export interface Evidence {
  /** Where the decision came in. */
  readonly channel: "api" | "review_link" | "dashboard" | "slack" | "approval_response";
  /** SHA-256 of the link token, session or secret that authenticated the person. */
  readonly session: string | null;
  /** Digest of what was displayed, and when; null where the caller displayed nothing of ours. */
  readonly displayedDigest: string | null;
  readonly shownAt: number | null;
}

/** Facts about one approval. Each becomes one audit entry and raises the version by one. */
export type ApprovalEvent =
  | {
      readonly type: "approval.created";
      readonly at: number;
      readonly approval: Omit<PendingApproval, "version" | "lastHash" | "updatedAt">;
    }
  | { readonly type: "approval.waiter_attached"; readonly at: number; readonly waiter: Waiter }
  | {
      readonly type: "approval.decided";
      readonly at: number;
      readonly decision: ReviewerDecision;
      readonly reviewer: Reviewer;
      readonly feedback: string | null;
      readonly response: unknown;
      readonly decisionId: string;
      /** The generation of the review link that was used; null for a signed-in person. */
      readonly linkGeneration: number | null;
      readonly evidence: Evidence;
    }
  | { readonly type: "approval.expired"; readonly at: number }
  | { readonly type: "approval.cancelled"; readonly at: number; readonly by: string; readonly feedback: string }
  | { readonly type: "approval.failed"; readonly at: number; readonly feedback: string }
  | {
      readonly type: "approval.expiry_changed";
      readonly at: number;
      readonly by: Reviewer;
      readonly expiresAt: number;
    }
  | { readonly type: "approval.reminded"; readonly at: number }
  | {
      readonly type: "approval.escalated";
      readonly at: number;
      /** All who may decide from here on. */
      readonly reviewers: readonly string[];
    }
  | {
      readonly type: "approval.reassigned";
      readonly at: number;
      readonly by: Reviewer;
      readonly as: "reviewer" | "admin";
      readonly reviewers: readonly string[];
      /** Why, in the words of whoever did it. */
      readonly feedback: string | null;
    }
  | { readonly type: "wait.restarted"; readonly at: number; readonly reason: string }
  | { readonly type: "execution.resumed"; readonly at: number; readonly waiterId: string }
  | {
      readonly type: "execution.resume_given_up";
      readonly at: number;
      readonly waiterId: string;
      readonly reason: string;
    };

export type ApprovalEventType = ApprovalEvent["type"];

/** What the world outside is told: who is asked, who is asked again or instead, and what came of it. */
export const publishedTypes = [
  "approval.created",
  "approval.reminded",
  "approval.escalated",
  "approval.reassigned",
  "approval.decided",
  "approval.expired",
  "approval.cancelled",
  "approval.failed",
  "execution.resumed",
] as const satisfies readonly ApprovalEventType[];
