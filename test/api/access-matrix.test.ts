import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import * as callers from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";
import { delivery, event, webhook } from "./given-webhook.ts";

const { agent, otherAgent, badKey, revoked, wrongLink, rita, vera, ada, nora, anonymous } = callers;

/** Whoever may ask, in the order of the table's columns; `link` holds Rita's link to claim-42. */
const columns = {
  ...{ anonymous, badKey, revoked, agent, otherAgent },
  ...{ link: undefined, wrongLink, nobody: nora, auditor: vera, reviewer: rita, admin: ada },
} as const;

const decision = { decision: "approved" };

/** What each route is asked for, on a fresh deployment where the agent has asked for claim-42 of Rita and Sam in run-1 and a webhook is set up. */
const requests: Readonly<Record<string, { readonly path?: string; readonly body?: object }>> = {
  requestApproval: { body: { approvalRequestId: "claim-50", reviewers: ["rita"] } },
  requestTheSame: { path: "POST /v1/approvals", body: callers.claim },
  submitDecision: { body: decision },
  cancelApproval: { body: {} },
  changeExpiry: { body: { expiresInHours: 1 } },
  reassignApproval: { body: { reviewers: ["olga"] } },
  recordViewed: { body: {} },
  submitReviewDecision: { body: { ...decision, nonce: "1.a.b" } },
  putExecution: { body: { status: "running" } },
  addNote: { body: { message: "Looking at it" } },
  createApiKey: { body: {} },
  createSession: { body: { code: "code", codeVerifier: "v".repeat(43) } },
  showResponseSecret: { body: { reviewer: "rita" } },
  agentfieldRequestApproval: { body: { approval_request_id: "claim-50" } },
  agentfieldAddNote: { body: { message: "Risk: 72" } },
  agentfieldReportExecution: { body: { status: "succeeded" } },
  agentfieldRegisterNode: { body: { id: "claim-processor" } },
  agentfieldHeartbeat: { path: "POST /api/v1/nodes/claim-processor/heartbeat" },
  agentfieldSignedDecision: { body: { requestId: "claim-42", ...decision } },
  agentfieldDecision: { body: decision },
  createWebhook: { body: { url: "https://example.com/hooks" } },
  changeWebhook: { body: { enabled: false } },
  rotateWebhookSecret: { body: {} },
  redeliverWebhook: { body: { status: "failed" } },
  revokeApiKey: { path: "DELETE /v1/api-keys/anyone01" },
  getReviewer: { path: "GET /v1/reviewers/rita" },
  putReviewer: { path: "PUT /v1/reviewers/rita", body: { name: "Rita Reyes" } },
  removeReviewer: { path: "DELETE /v1/reviewers/rita" },
  getAsset: { path: "GET /assets/review.js" },
};

/** Exact answers. Routes in the order of the wire table; a forged nonce is 400 for whoever could have had a true one. */
const table = `
                       anon bad revoked agent other link wrong nobody auditor reviewer admin
requestApproval         401 401   401    201   201   401  401    403    403     403     403
requestTheSame          401 401   401    200   403   401  401    403    403     403     403
getApproval             401 401   401    200   404   401  401    403    200     200     200
listApprovals           401 401   401    200   200   401  401    403    200     200     200
submitDecision          401 401   401    403   403   401  401    403    403     200     403
cancelApproval          401 401   401    200   404   401  401    403    403     403     403
changeExpiry            401 401   401    403   403   401  401    403    403     403     200
reassignApproval        401 401   401    403   403   401  401    403    403     200     200
listReviewLinks         401 401   401    403   403   401  401    403    403     403     200
getReview               401 401   401    403   403   200  401    403    200     200     200
recordViewed            401 401   401    403   403   200  401    403    200     200     200
submitReviewDecision    401 401   401    403   403   400  401    403    403     400     403
getApprovalAudit        401 401   401    403   403   401  401    403    200     200     200
queryAudit              401 401   401    403   403   401  401    403    200     200     200
getStats                401 401   401    403   403   401  401    403    200     200     200
putExecution            401 401   401    200   403   401  401    403    403     403     403
addNote                 401 401   401    201   403   401  401    201    201     201     201
listExecutions          401 401   401    200   200   401  401    200    200     200     200
getExecution            401 401   401    200   404   401  401    200    200     200     200
createApiKey            401 401   401    403   403   401  401    403    403     403     201
listApiKeys             401 401   401    403   403   401  401    403    403     403     200
revokeApiKey            401 401   401    403   403   401  401    403    403     403     204
showResponseSecret      401 401   401    403   403   401  401    403    403     403     200
createWebhook          401 401   401    403   403   401  401    403    403     403     201
listWebhooks           401 401   401    403   403   401  401    403    403     403     200
getWebhook             401 401   401    403   403   401  401    403    403     403     200
changeWebhook          401 401   401    403   403   401  401    403    403     403     200
removeWebhook          401 401   401    403   403   401  401    403    403     403     204
rotateWebhookSecret    401 401   401    403   403   401  401    403    403     403     200
testWebhook            401 401   401    403   403   401  401    403    403     403     202
listWebhookDeliveries  401 401   401    403   403   401  401    403    403     403     200
redeliverWebhookDelivery 401 401   401    403   403   401  401    403    403     403     202
redeliverWebhook       401 401   401    403   403   401  401    403    403     403     202
listReviewers           401 401   401    403   403   401  401    403    403     403     200
getReviewer             401 401   401    403   403   401  401    403    403     404     404
putReviewer             401 401   401    403   403   401  401    403    403     403     201
removeReviewer          401 401   401    403   403   401  401    403    403     403     404
receiveSlackInteraction 404 404   404    404   404   404  404    404    404     404     404
listKeys                200 200   200    200   200   200  200    200    200     200     200
getSignIn               200 200   200    200   200   200  200    200    200     200     200
createSession           200 200   200    200   200   200  200    200    200     200     200
agentfieldRequestApproval 401 401 401    201   403   401  401    403    403     403     403
agentfieldApprovalStatus 401 401  401    200   404   401  401    403    403     403     403
agentfieldAddNote       401 401   401    200   403   401  401    403    403     403     403
agentfieldReportExecution 401 401 401    200   403   401  401    403    403     403     403
agentfieldRegisterNode  401 401   401    201   201   401  401    403    403     403     403
agentfieldHeartbeat     200 200   200    200   200   200  200    200    200     200     200
agentfieldSignedDecision 401 401  401    401   401   401  401    401    401     401     401
agentfieldDecision      401 401   401    403   403   401  401    403    403     200     403
getSession              401 401   401    403   403   401  401    200    200     200     200
endSession              204 204   204    204   204   204  204    204    204     204     204
getInbox                200 200   200    200   200   200  200    200    200     200     200
getOverviewPage         200 200   200    200   200   200  200    200    200     200     200
getExecutionsPage       200 200   200    200   200   200  200    200    200     200     200
getAuditPage            200 200   200    200   200   200  200    200    200     200     200
getWebhooksPage         200 200   200    200   200   200  200    200    200     200     200
getReviewersPage        200 200   200    200   200   200  200    200    200     200     200
getApprovalPage         200 200   200    200   200   200  200    200    200     200     200
getExecutionPage        200 200   200    200   200   200  200    200    200     200     200
getWebhookPage          200 200   200    200   200   200  200    200    200     200     200
getReviewPage           200 200   200    200   200   200  200    200    200     200     200
getOpenApi              200 200   200    200   200   200  200    200    200     200     200
getAsset                200 200   200    200   200   200  200    200    200     200     200
getHealth               200 200   200    200   200   200  200    200    200     200     200
`;

const rows = table
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [name = "", ...statuses] = line.trim().split(/\s+/);
    return { name, statuses: statuses.map(Number) };
  });

const routes = allRoutes(callers.files);

function requestOf(name: string): { readonly method: string; readonly path: string; readonly body?: object } {
  const { path, body } = requests[name] ?? {};
  const route = routes.find(({ operationId }) => operationId === name);
  const address = path ?? `${route?.method} ${route?.path}`;
  const [method = "", template = ""] = address.split(" ");
  const filled = template
    .replace("{approvalRequestId}", "claim-42")
    .replace("{executionId}", "run-1")
    .replace("{node}", "")
    .replace("{webhookId}", webhook.endpointId)
    .replace("{deliveryId}", delivery.deliveryId);
  return { method, path: filled, ...(body && { body }) };
}

async function givenClaim(): Promise<App> {
  const app = await givenApp();
  await app.ask();
  await app.deps.webhooks.add(webhook);
  await app.deps.deliveries.add(event, [delivery]);
  return app;
}

test("the table has a row for each route, and each row a status for each caller", () => {
  const named = rows.map(({ name }) => name).filter((name) => name !== "requestTheSame");
  assert.deepEqual(
    named,
    routes.map(({ operationId }) => operationId),
  );
  for (const { name, statuses } of rows) assert.equal(statuses.length, Object.keys(columns).length, name);
});

for (const { name, statuses } of rows)
  describe(`F18 who may ${name}`, () => {
    for (const [index, [caller, headers]] of Object.entries(columns).entries())
      test(`${caller}: ${statuses[index]}`, async () => {
        const app = await givenClaim();
        const { method, path, body } = requestOf(name);
        const as = headers ?? (await app.holder("claim-42", "rita"));
        const before = await app.deps.approvals.load("claim-42");
        const reply = await app.call(method, path, {
          as,
          headers: { "x-execution-id": "run-1" },
          ...(body && { body }),
        });
        assert.equal(reply.status, statuses[index], reply.text);
        if (reply.status < 400) return;
        assert.deepEqual(await app.deps.approvals.load("claim-42"), before, "who is refused changes nothing");
        assert.equal("www-authenticate" in reply.headers, reply.status === 401);
      });
  });
