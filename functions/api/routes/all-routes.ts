import type { Route } from "../route.ts";
import { createApiKeyRoute, listApiKeysRoute, revokeApiKeyRoute } from "./api-keys.ts";
import {
  cancelApprovalRoute,
  changeExpiryRoute,
  getApprovalRoute,
  listApprovalsRoute,
  listLinksRoute,
} from "./approvals.ts";
import { approvalAuditRoute, queryAuditRoute } from "./audit.ts";
import { submitDecisionRoute } from "./decision.ts";
import { addNoteRoute, getExecutionRoute, listExecutionsRoute, putExecutionRoute } from "./executions.ts";
import { listKeysRoute } from "./keys.ts";
import { pageRoutes, type StaticFile } from "./pages.ts";
import { requestApprovalRoute } from "./request-approval.ts";
import { getReviewRoute, reviewDecisionRoute, viewedRoute } from "./review.ts";
import { createSessionRoute, endSessionRoute, getSessionRoute } from "./session.ts";
import { getSignInRoute } from "./sign-in.ts";
import { getStatsRoute } from "./stats.ts";

/** The whole wire table. */
export function allRoutes(files: Readonly<Record<string, StaticFile>>): readonly Route[] {
  return [
    requestApprovalRoute,
    getApprovalRoute,
    listApprovalsRoute,
    submitDecisionRoute,
    cancelApprovalRoute,
    changeExpiryRoute,
    listLinksRoute,
    getReviewRoute,
    viewedRoute,
    reviewDecisionRoute,
    approvalAuditRoute,
    queryAuditRoute,
    getStatsRoute,
    putExecutionRoute,
    addNoteRoute,
    listExecutionsRoute,
    getExecutionRoute,
    createApiKeyRoute,
    listApiKeysRoute,
    revokeApiKeyRoute,
    listKeysRoute,
    getSignInRoute,
    createSessionRoute,
    getSessionRoute,
    endSessionRoute,
    ...pageRoutes(files),
  ];
}
