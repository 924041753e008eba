import { KMSClient } from "@aws-sdk/client-kms";
import type { SQSEvent } from "aws-lambda";
import { kmsLinkSigner } from "../adapters/kms/kms-link-signer.ts";
import { handleEach } from "../adapters/lambda/partial-batch.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsSlackApp } from "../composition/aws-slack-app.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { log } from "../composition/runtime.ts";
import type { SlackTask } from "../ports/slack-app.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { doSlackTask } from "../use-cases/decide-in-slack.ts";

const environment = parseEnvironment(environments["slack-tasks"], process.env);
const deps = awsDeps(environment, {
  waits: awsWaits(environment.APPROVALS_TABLE),
  links: kmsLinkSigner(new KMSClient({}), environment.LINK_KEY_ID, environment.PREVIOUS_LINK_KEY_ID),
});
const slack = awsSlackApp(environment.CHANNEL_SECRETS, deps.outgoing);

/** Does what people asked for in Slack. The queue tries again what fails. */
export const handler = eventHandler("slack-tasks", ({ Records }: SQSEvent) =>
  handleEach(
    Records,
    ({ messageId }) => messageId,
    async ({ body }) => {
      if (!slack) throw new Error("this deployment has no Slack app any more");
      await doSlackTask({ ...deps, slack }, JSON.parse(body) as SlackTask);
    },
    log,
  ),
);
