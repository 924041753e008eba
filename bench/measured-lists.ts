import type { ApprovalQuery } from "../functions/ports/approval-store.ts";
import { anAgent, anExecution, aReviewer, aVeteran, veteransPending } from "./seed-approvals.ts";

type Filters = Omit<ApprovalQuery, "cursor" | "limit" | "requestedBy">;

export const pageLength = 50;

/** The lists that are measured, and how long the first page is where it is not full. */
export const measuredLists: Readonly<Record<string, { readonly filters: Filters; readonly length?: number }>> = {
  "every approval": { filters: {} },
  "by status pending": { filters: { status: "pending" } },
  "by status approved": { filters: { status: "approved" } },
  "by reviewer": { filters: { reviewer: aReviewer } },
  "by agent": { filters: { agent: anAgent } },
  "by execution": { filters: { executionId: anExecution } },
  "by reviewer and status pending": { filters: { reviewer: aReviewer, status: "pending" } },
  "by reviewer and status pending, by time left": {
    filters: { reviewer: aReviewer, status: "pending", sort: "expiresAt" },
  },
  "by status pending, by time left": { filters: { status: "pending", sort: "expiresAt" } },
  "by a reviewer of half of all and status pending, few of them old": {
    filters: { reviewer: aVeteran, status: "pending" },
    length: veteransPending,
  },
};
