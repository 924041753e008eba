import type { Approval, ApprovalStatus } from "./approval.ts";

/** Which approvals to list; without anything, all that the caller may see. */
export interface ApprovalQuery {
  readonly status?: ApprovalStatus | undefined;
  /** The agent's name. */
  readonly agent?: string | undefined;
  /** Id of a reviewer who may decide. */
  readonly reviewer?: string | undefined;
  readonly executionId?: string | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Approvals a page, at most 100. */
  readonly limit?: number | undefined;
}

/** An approval in a list: without what it asks in full, which `getApproval` has. */
export interface ApprovalSummary
  extends Pick<
    Approval,
    | "approvalRequestId"
    | "status"
    | "title"
    | "agent"
    | "executionId"
    | "reviewers"
    | "reviewer"
    | "metadata"
    | "createdAt"
    | "expiresAt"
    | "decidedAt"
  > {
  /** The name of the action that is asked for. */
  readonly actionName: string | null;
}

/** One page of approvals, the newest first. */
export interface ApprovalPage {
  readonly approvals: readonly ApprovalSummary[];
  /** Asks for the next page; `null` on the last. */
  readonly nextCursor: string | null;
}

/** The query as it stands in the address: what is not said is left out. */
export function queryString(query: ApprovalQuery): string {
  const names = ["status", "agent", "reviewer", "executionId", "cursor", "limit"] as const;
  const said = names.flatMap((name) =>
    query[name] === undefined ? [] : [`${name}=${encodeURIComponent(String(query[name]))}`],
  );
  return said.length === 0 ? "" : `?${said.join("&")}`;
}

/** Whether a server's answer is a page of approvals. */
export function isApprovalPage(value: unknown): value is ApprovalPage {
  if (typeof value !== "object" || value === null) return false;
  const { approvals, nextCursor } = value as { approvals?: unknown; nextCursor?: unknown };
  if (!Array.isArray(approvals) || (nextCursor !== null && typeof nextCursor !== "string")) return false;
  return approvals.every((it) => typeof it?.approvalRequestId === "string" && typeof it.status === "string");
}
