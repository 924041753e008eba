import { type Approval, type ApprovalSummary, summarize } from "../../core/approval.ts";
import type { ApprovalQuery } from "../../ports/approval-store.ts";
import type { Page } from "../../ports/page.ts";
import { toPage, toPosition } from "./cursor.ts";
import type { Database } from "./database.ts";

/** How a list is walked: along which columns of which table, so that an index of their own carries the order. */
interface Order {
  readonly table: "a" | "r";
  readonly column: "created_at" | "expires_at";
  readonly direction: "ASC" | "DESC";
  readonly positionOf: (last: ApprovalSummary) => readonly [number, string];
}

export function listApprovals(db: Database, query: ApprovalQuery): Page<ApprovalSummary> {
  const { agent, reviewer, anyReviewer, executionId, requestedBy, cursor, limit } = query;
  const { table, column, direction, positionOf } = orderOf(query);
  const position = toPosition(cursor);
  const conditions: [string, string | number | undefined][] = [
    ["r.reviewer = ?", reviewer],
    ...statusOf(query, table),
    ["a.agent = ?", agent],
    ["a.execution_id = ?", executionId],
    ["a.requested_by = ?", requestedBy],
    [`(${table}.${column}, ${table}.id) ${direction === "ASC" ? ">" : "<"} (?, ?)`, position?.[0]],
  ];
  const given = conditions.filter((condition): condition is [string, string | number] => condition[1] !== undefined);
  const all = [...given.map(([sql]) => sql), ...(anyReviewer === undefined ? [] : [reviewedByAny(anyReviewer)])];
  const where = all.length ? `WHERE ${all.join(" AND ")}` : "";
  const from = reviewer === undefined ? "approvals a" : "reviewers r JOIN approvals a ON a.id = r.id";
  const rows = db.all(
    `SELECT a.approval AS json FROM ${from} ${where}
     ORDER BY ${table}.${column} ${direction}, ${table}.id ${direction} LIMIT ?`,
    ...given.map(([, value]) => value),
    ...(position ? [position[1]] : []),
    ...(anyReviewer ?? []),
    limit + 1,
  );
  const approvals = rows.map((row) => JSON.parse(String(row.json)) as Approval);
  return toPage(approvals.map(summarize), limit, positionOf);
}

/** Looked up for each of what is pending: those are few, and each is listed once, in the list's own order. */
function reviewedByAny(reviewers: readonly string[]): string {
  return `EXISTS (SELECT 1 FROM reviewers t WHERE t.reviewer IN (${reviewers.map(() => "?").join()})
    AND t.created_at = a.created_at AND t.id = a.id)`;
}

function orderOf({ reviewer, sort }: ApprovalQuery): Order {
  const table = reviewer === undefined ? "a" : "r";
  return sort === "expiresAt"
    ? { table, column: "expires_at", direction: "ASC", positionOf: (last) => [last.expiresAt, last.approvalRequestId] }
    : {
        table,
        column: "created_at",
        direction: "DESC",
        positionOf: (last) => [last.createdAt, last.approvalRequestId],
      };
}

/** Sorted by time left there are pending ones only, which the partial index knows by the very word. */
function statusOf({ status, sort }: ApprovalQuery, table: Order["table"]): [string, string | number | undefined][] {
  return sort === "expiresAt" ? [[`${table}.status = 'pending' AND 1 = ?`, 1]] : [[`${table}.status = ?`, status]];
}
