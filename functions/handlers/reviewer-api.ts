import { KMSClient } from "@aws-sdk/client-kms";
import { kmsLinkSigner } from "../adapters/kms/kms-link-signer.ts";
import { agentfieldDecisionRoute, agentfieldSignedDecisionRoute } from "../api/routes/agentfield-decisions.ts";
import { createApiKeyRoute, listApiKeysRoute, revokeApiKeyRoute } from "../api/routes/api-keys.ts";
import { changeExpiryRoute, getApprovalRoute, listLinksRoute } from "../api/routes/approvals.ts";
import { submitDecisionRoute } from "../api/routes/decision.ts";
import { listKeysRoute } from "../api/routes/keys.ts";
import { reassignRoute } from "../api/routes/reassign.ts";
import { showResponseSecretRoute } from "../api/routes/response-secrets.ts";
import {
  getReviewerRoute,
  listReviewersRoute,
  putReviewerRoute,
  removeReviewerRoute,
} from "../api/routes/reviewers.ts";
import { createSessionRoute, endSessionRoute, getSessionRoute } from "../api/routes/session.ts";
import { getSignInRoute } from "../api/routes/sign-in.ts";
import { listDeliveriesRoute, redeliverAllRoute, redeliverRoute } from "../api/routes/webhook-deliveries.ts";
import {
  changeWebhookRoute,
  createWebhookRoute,
  getWebhookRoute,
  listWebhooksRoute,
  removeWebhookRoute,
  rotateSecretRoute,
  testWebhookRoute,
} from "../api/routes/webhooks.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeliveryQueue } from "../composition/aws-delivery-queue.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsMessageSigner } from "../composition/aws-message-signer.ts";
import { awsPeople } from "../composition/aws-people.ts";
import { awsSignIn } from "../composition/aws-sign-in.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["reviewer-api"], process.env);
const people = awsPeople(environment);

/** What signed-in people do: decide, administer; and how they sign in. */
export const handler = apiHandler({
  deps: awsDeps(environment, {
    waits: awsWaits(environment.APPROVALS_TABLE),
    signer: awsMessageSigner(environment),
    signIn: awsSignIn(environment, people),
    deliveryQueue: awsDeliveryQueue(environment.DELIVERY_QUEUE_URL),
    links: kmsLinkSigner(new KMSClient({}), environment.LINK_KEY_ID, environment.PREVIOUS_LINK_KEY_ID),
  }),
  people,
  routes: [
    getApprovalRoute,
    submitDecisionRoute,
    changeExpiryRoute,
    reassignRoute,
    listLinksRoute,
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
    listKeysRoute,
    getSignInRoute,
    createSessionRoute,
    agentfieldSignedDecisionRoute,
    agentfieldDecisionRoute,
    getSessionRoute,
    endSessionRoute,
  ],
});
