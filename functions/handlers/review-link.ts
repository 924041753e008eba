import { KMSClient } from "@aws-sdk/client-kms";
import { kmsLinkSigner } from "../adapters/kms/kms-link-signer.ts";
import { getReviewRoute, reviewDecisionRoute, viewedRoute } from "../api/routes/review.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsPeople } from "../composition/aws-people.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["review-link"], process.env);

/** What the review page asks, for a link's holder or a signed-in person. */
export const handler = apiHandler({
  deps: awsDeps(environment, {
    waits: awsWaits(environment.APPROVALS_TABLE),
    links: kmsLinkSigner(new KMSClient({}), environment.LINK_KEY_ID, environment.PREVIOUS_LINK_KEY_ID),
  }),
  people: awsPeople(environment),
  routes: [getReviewRoute, viewedRoute, reviewDecisionRoute],
});
