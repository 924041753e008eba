import type { SealedEntry } from "../../core/audit-entry.ts";
import type { AuditQuery } from "../../ports/audit-store.ts";
import type { Person } from "../../ports/people.ts";
import { auditList } from "../../schemas/audit-response.ts";
import { approvalAuditQuery, auditQuery } from "../../schemas/queries.ts";
import { observe } from "../../use-cases/observe.ts";
import { toCsv, toNdjson } from "../audit-export.ts";
import { invalidField } from "../problem-reply.ts";
import { refusalReply } from "../refusal-reply.ts";
import { type App, type Reply, route } from "../route.ts";
import { defaultLimit } from "./approvals.ts";

const exports = { "application/x-ndjson": toNdjson, "text/csv": toCsv };
const maxListed = 100;

/**
 * Answers as a list, or as an export of at most 1,000 entries whose `Link` header leads to the rest: among all entries,
 * where one approval's are found as well.
 *
 * @param all where all entries are, from the path that was asked
 */
async function answer(app: App, caller: Person, query: AuditQuery, accept: string, all: string): Promise<Reply> {
  const format = (Object.keys(exports) as (keyof typeof exports)[]).find((type) => accept.includes(type));
  if (!format && query.limit > maxListed)
    return invalidField("limit", `must be at most ${maxListed} outside an export`);
  const page = await app.audit.query(query);
  if (!format) return { status: 200, body: { entries: page.items.map(present), nextCursor: page.nextCursor } };
  await observe(app, { type: "audit.exported", detail: { format, entries: page.items.length } }, caller);
  const next: Record<string, string> =
    page.nextCursor === null ? {} : { link: `<${all}${nextQuery(query, page.nextCursor)}>; rel="next"` };
  return {
    status: 200,
    text: exports[format](page.items.map(present)),
    headers: { "content-type": `${format}; charset=utf-8`, ...next },
  };
}

function nextQuery({ from, to, cursor: _, ...filters }: AuditQuery, cursor: string): string {
  const times = Object.entries({ from, to }).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, new Date(at).toISOString()]],
  );
  const others = Object.entries({ ...filters, cursor }).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams([...times, ...others.map(([name, value]) => [name, String(value)])] as [string, string][])}`;
}

export function present({ entry, disclosures }: SealedEntry) {
  return { ...entry, disclosed: disclosures };
}

export const queryAuditRoute = route({
  method: "GET",
  path: "/v1/audit",
  operationId: "queryAudit",
  summary:
    "The audit trail in order of time or newest first, filtered; `Accept: application/x-ndjson` or `text/csv` exports it.",
  callers: ["person"],
  roles: ["auditor", "reviewer", "admin"],
  query: auditQuery,
  replies: { 200: auditList },
  handle: async ({ query, caller, headers }, app) => {
    const { from, to, cursor = null, limit = defaultLimit, type, ...filters } = query;
    const times = { ...(from && { from: Date.parse(from) }), ...(to && { to: Date.parse(to) }) };
    const ofType = type === undefined ? {} : { type: type as SealedEntry["entry"]["type"] };
    return answer(app, caller, { ...filters, ...times, ...ofType, cursor, limit }, headers.accept ?? "", "audit");
  },
});

export const approvalAuditRoute = route({
  method: "GET",
  path: "/v1/approvals/{approvalRequestId}/audit",
  operationId: "getApprovalAudit",
  summary: "One approval's audit entries, in order.",
  callers: ["person"],
  roles: ["auditor", "reviewer", "admin"],
  query: approvalAuditQuery,
  replies: { 200: auditList },
  handle: async ({ params, query, caller, headers }, app) => {
    const { approvalRequestId } = params;
    if (!(await app.approvals.load(approvalRequestId))) return refusalReply(app, { code: "approval_not_found" });
    const { cursor = null, limit = defaultLimit } = query;
    return answer(app, caller, { approvalRequestId, cursor, limit }, headers.accept ?? "", "../../audit");
  },
});
