/** What a person may decide. */
export const reviewerDecisions = ["approved", "rejected", "request_changes"] as const;
export type ReviewerDecision = (typeof reviewerDecisions)[number];

/** How an approval can end: a person's decision, the clock's, or an error (cancelled, or the wait could not be kept). */
export const decisions = [...reviewerDecisions, "expired", "error"] as const;
export type Decision = (typeof decisions)[number];

export const statuses = ["pending", ...decisions] as const;
export type Status = (typeof statuses)[number];

/** Rules that the agent sets on one approval. */
export interface Policy {
  /** How many different reviewers must agree. */
  readonly quorum: 1;
  /** A second execution that asks under a pending id is refused instead of becoming a second waiter. */
  readonly exclusive: boolean;
  /** The person who caused the request may decide it. */
  readonly allowSelfApproval: boolean;
  /** Hours from the request until the reviewers are reminded, once. */
  readonly remindAfterHours?: number;
  /** Hours from the request until those of `escalateTo` are asked too. */
  readonly escalateAfterHours?: number;
  readonly escalateTo?: readonly string[];
}

/** Version of the policy's rules, written into each audit entry. */
export const policyVersion = 1;

/** What the reviewer judges: stored once, never changed, and digested to tell the same request from another. */
export interface ApprovalContent {
  readonly title: string | null;
  /** A string is Markdown; anything else is shown as JSON. */
  readonly context: unknown;
  readonly action: { readonly name: string; readonly arguments: unknown } | null;
  /** JSON Schema of the `response` that the reviewer must give with an approval. */
  readonly responseSchema: unknown;
  /** The agent's own page, untrusted. */
  readonly approvalRequestUrl: string | null;
  /** As asked for; null stands for the deployment's default reviewers. */
  readonly reviewers: readonly string[] | null;
  readonly initiatedBy: string | null;
  readonly policy: Policy;
  /**
   * JSON Pointers to what is shown on the page alone. Absent, and not empty, where nothing was marked: the digest of a
   * request without it is what it was before there were such marks.
   */
  readonly sensitive?: readonly string[];
}

/** The agent that asked, and how it proved who it is. */
export interface Requester {
  /** Stable over key rotation: `agent:<name>`, `key:<prefix>` or a role's ARN. */
  readonly id: string;
  readonly via: "api_key" | "iam";
  /** The credential that was used: a key's prefix or a session's ARN. Never a secret. */
  readonly credential: string;
}

/** The person who decided, and how they proved who they are. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  /** `response_secret`: a program of theirs signed with their secret. */
  readonly via: "admin_token" | "oidc" | "iam" | "link" | "slack" | "response_secret";
}

/** A callback in the words of Agentfield's SDK. */
export interface AgentfieldTarget {
  readonly kind: "callback";
  readonly format: "agentfield";
  readonly url: string;
  /** Names one that asks again after it was told: it must be told again, since its SDK takes the answer nowhere else. */
  readonly again?: string;
}

/** Where the decision must be delivered. */
export type ResumeTarget =
  | { readonly kind: "poll" }
  | { readonly kind: "task-token"; readonly taskToken: string }
  | { readonly kind: "durable"; readonly callbackId: string }
  | { readonly kind: "callback"; readonly url: string }
  | AgentfieldTarget
  | { readonly kind: "event"; readonly detail: unknown };

export type DeliveryState = "waiting" | "resuming" | "resumed" | "given_up";

/** Somebody who waits for the decision: an execution and the way to reach it. */
export interface Waiter {
  readonly waiterId: string;
  readonly executionId: string | null;
  readonly kind: ResumeTarget["kind"];
  /** Holds a token: cleared when resumed, and never in an index, an event or the audit trail. */
  readonly target: ResumeTarget | null;
  readonly state: DeliveryState;
}

export const maxWaiters = 16;

/** Who may decide one approval at one time, escalation included. */
export const maxReviewers = 20;

/** A link that a handing-over has killed. It is known still, to explain itself. */
export interface FormerLink {
  readonly reviewer: string;
  readonly generation: number;
}

/** More are forgotten, the oldest first: a link costs a signature to recognise. */
export const maxFormerLinks = 20;

/** Whether a waiter's delivery is over, one way or the other. */
export function hasEnded({ state }: Waiter): boolean {
  return state === "resumed" || state === "given_up";
}

interface ApprovalBase {
  readonly approvalRequestId: string;
  readonly contentDigest: string;
  readonly title: string | null;
  readonly action: { readonly name: string; readonly digest: string } | null;
  readonly agent: string;
  readonly requestedBy: Requester;
  readonly initiatedBy: string | null;
  readonly executionId: string | null;
  /** Who may decide now: first those who were asked, then with whom escalation added, or whom it was handed over to. */
  readonly reviewers: readonly string[];
  readonly policy: Policy;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
  readonly waiters: readonly Waiter[];
  /** Raised when every review link handed out so far must die. */
  readonly linkGeneration: number;
  /** Newest first; absent until the first handing-over. */
  readonly formerLinks?: readonly FormerLink[];
  /** Absent until it happens. */
  readonly remindedAt?: number;
  /** Absent until it happens. */
  readonly escalatedAt?: number;
  /** Which attempt at waiting (state-machine execution) is the current one. */
  readonly waitGeneration: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When the last event happened: time along one approval never runs backwards, whichever machine's clock is behind. */
  readonly updatedAt: number;
  /** Number of the last audit entry; every change raises it by one. */
  readonly version: number;
  /** Hash of the last audit entry. */
  readonly lastHash: string;
}

export interface PendingApproval extends ApprovalBase {
  readonly status: "pending";
}

export interface DecidedApproval extends ApprovalBase {
  readonly status: ReviewerDecision;
  readonly decidedAt: number;
  readonly reviewer: Reviewer;
  readonly feedback: string | null;
  readonly response: unknown;
  /** Names the caller's attempt, so that its own earlier success is not taken for somebody else's. */
  readonly decisionId: string;
}

export interface ExpiredApproval extends ApprovalBase {
  readonly status: "expired";
  readonly decidedAt: number;
}

export interface ErrorApproval extends ApprovalBase {
  readonly status: "error";
  readonly decidedAt: number;
  readonly cause: "cancelled" | "failed";
  readonly feedback: string;
}

export type TerminalApproval = DecidedApproval | ExpiredApproval | ErrorApproval;

/** An approval request in one of its states: pending, or terminal exactly once and for ever. */
export type Approval = PendingApproval | TerminalApproval;

/** How far the decision has come on its way to the agent, over all waiters. */
export function resumeState(approval: Approval): DeliveryState {
  if (approval.status === "pending") return "waiting";
  const states = approval.waiters.map((waiter) => waiter.state);
  if (states.some((state) => state === "resuming" || state === "waiting")) return "resuming";
  return states.includes("given_up") ? "given_up" : "resumed";
}

/** Executions that wait on this approval now. */
export function waitingExecutions(approval: Approval | undefined): readonly string[] {
  if (approval?.status !== "pending") return [];
  return [...new Set(approval.waiters.flatMap(({ executionId }) => (executionId === null ? [] : [executionId])))];
}

/**
 * What a list shows of an approval: enough to choose one, without what it asks in full, and nothing that changes with
 * every delivery, since lists are copies that each change must be paid to rewrite.
 */
export interface ApprovalSummary {
  readonly approvalRequestId: string;
  readonly status: Status;
  readonly title: string | null;
  readonly actionName: string | null;
  readonly agent: string;
  readonly executionId: string | null;
  readonly reviewers: readonly string[];
  readonly reviewer: Reviewer | null;
  readonly metadata: ApprovalBase["metadata"];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly decidedAt: number | null;
}

export function summarize(approval: Approval): ApprovalSummary {
  const { approvalRequestId, status, title, agent, executionId, reviewers, metadata } = approval;
  const { createdAt, expiresAt } = approval;
  return {
    approvalRequestId,
    status,
    title,
    actionName: approval.action?.name ?? null,
    agent,
    executionId,
    reviewers,
    reviewer: "reviewer" in approval ? approval.reviewer : null,
    metadata,
    createdAt,
    expiresAt,
    decidedAt: "decidedAt" in approval ? approval.decidedAt : null,
  };
}
