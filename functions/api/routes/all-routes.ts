import type { Route } from "../route.ts";
import { agentfieldRequestRoute, agentfieldStatusRoute } from "./agentfield-approvals.ts";
import { agentfieldDecisionRoute, agentfieldSignedDecisionRoute } from "./agentfield-decisions.ts";
import { agentfieldExecutionRoute, agentfieldNoteRoute, agentfieldRegisterRoute } from "./agentfield-executions.ts";
import { agentfieldHeartbeatRoute } from "./agentfield-heartbeat.ts";
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
import { reassignRoute } from "./reassign.ts";
import { requestApprovalRoute } from "./request-approval.ts";
import { showResponseSecretRoute } from "./response-secrets.ts";
import { getReviewRoute, reviewDecisionRoute, viewedRoute } from "./review.ts";
import { getReviewerRoute, listReviewersRoute, putReviewerRoute, removeReviewerRoute } from "./reviewers.ts";
import { createSessionRoute, endSessionRoute, getSessionRoute } from "./session.ts";
import { getSignInRoute } from "./sign-in.ts";
import { slackInteractionsRoute } from "./slack.ts";
import { getStatsRoute } from "./stats.ts";
import { listDeliveriesRoute, redeliverAllRoute, redeliverRoute } from "./webhook-deliveries.ts";
import {
  changeWebhookRoute,
  createWebhookRoute,
  getWebhookRoute,
  listWebhooksRoute,
  removeWebhookRoute,
  rotateSecretRoute,
  testWebhookRoute,
} from "./webhooks.ts";

/** The whole wire table. */
export function allRoutes(
  files: Readonly<Record<string, StaticFile>>,
  trouble?: Parameters<typeof pageRoutes>[1],
): readonly Route[] {
  return [
    requestApprovalRoute,
    getApprovalRoute,
    listApprovalsRoute,
    submitDecisionRoute,
    cancelApprovalRoute,
    changeExpiryRoute,
    reassignRoute,
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
    showResponseSecretRoute,
    createWebhookRoute,
    listWebhooksRoute,
    getWebhookRoute,
    changeWebhookRoute,
    removeWebhookRoute,
    rotateSecretRoute,
    testWebhookRoute,
    listDeliveriesRoute,
    redeliverRoute,
    redeliverAllRoute,
    listReviewersRoute,
    getReviewerRoute,
    putReviewerRoute,
    removeReviewerRoute,
    slackInteractionsRoute,
    listKeysRoute,
    getSignInRoute,
    createSessionRoute,
    agentfieldRequestRoute,
    agentfieldStatusRoute,
    agentfieldNoteRoute,
    agentfieldExecutionRoute,
    agentfieldRegisterRoute,
    agentfieldHeartbeatRoute,
    agentfieldSignedDecisionRoute,
    agentfieldDecisionRoute,
    getSessionRoute,
    endSessionRoute,
    ...pageRoutes(files, trouble),
  ];
}
