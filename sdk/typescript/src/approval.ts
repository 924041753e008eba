/** How an approval can end: the three that a person may decide, the clock's, and an error (cancelled, or the wait could not be kept). */
export type Decision = "approved" | "rejected" | "request_changes" | "expired" | "error";

/** Where an approval stands: waiting for a person, or ended, exactly once and for ever. */
export type ApprovalStatus = "pending" | Decision;

/** The person who decided, and how they proved who they are (`"oidc"`, `"link"`, `"slack"`, `"admin_token"` …). */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly via: string;
}

/** What the agent will do once it may: a name and the arguments it will be done with. */
export interface ApprovalAction {
  readonly name: string;
  readonly arguments?: unknown;
}

/**
 * An approval request as the server sees it. Times are RFC 3339 with an offset.
 *
 * @example
 * const approval = await client.getApproval("claim-42");
 * console.log(approval.status, approval.approvalRequestUrl);
 */
export interface Approval {
  readonly approvalRequestId: string;
  /** The page on which reviewers decide. It asks them to sign in; it never holds a reviewer's own link. */
  readonly approvalRequestUrl: string;
  readonly status: ApprovalStatus;
  /** `null` while pending, then the same word as `status`. */
  readonly decision: Decision | null;
  /** The reviewer's words, or, for `error`, what went wrong. */
  readonly feedback: string | null;
  /** `null` while pending, and where nobody decided (`expired`, `error`). */
  readonly reviewer: Reviewer | null;
  readonly executionId: string | null;
  readonly agent: string | null;
  /** Ids of the reviewers who may decide. */
  readonly reviewers?: readonly string[];
  /** Id of the person who caused the request. */
  readonly initiatedBy?: string | null;
  /** The labels that the agent gave it. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>>;
  readonly title: string | null;
  readonly context?: unknown;
  readonly action: ApprovalAction | null;
  /** The arguments that were approved, where the reviewer may change them. */
  readonly arguments?: unknown;
  /** The reviewer's answer to the request's `responseSchema`. */
  readonly response?: unknown;
  /** JSON Pointers to what no message, event or webhook is told. */
  readonly sensitive?: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly decidedAt: string | null;
  /** How far the decision has come on its way to the agent. */
  readonly resumeState?: "waiting" | "resuming" | "resumed" | "given_up";
  readonly version?: number;
}

const statuses: readonly unknown[] = ["pending", "approved", "rejected", "request_changes", "expired", "error"];

/**
 * Whether a server's answer is an approval at all, and the one of that id where an id is given. Anything else must never
 * be read as a decision.
 */
export function isApproval(value: unknown, id?: string): value is Approval {
  if (typeof value !== "object" || value === null) return false;
  const { approvalRequestId, status, decision = null } = value as Partial<Approval>;
  if (typeof approvalRequestId !== "string" || approvalRequestId !== (id ?? approvalRequestId)) return false;
  return statuses.includes(status) && decision === (status === "pending" ? null : status);
}
