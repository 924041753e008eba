import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsSlackQueue } from "../adapters/sqs/slack-queue.ts";
import { slackInteractionsRoute } from "../api/routes/slack.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsSlackApp } from "../composition/aws-slack-app.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["slack-interactions"], process.env);
const deps = awsDeps(environment, { slackQueue: sqsSlackQueue(new SQSClient({}), environment.SLACK_QUEUE_URL) });

/** Answers Slack at once; what people asked for there is done from the queue. */
export const handler = apiHandler({
  deps: { ...deps, slack: awsSlackApp(environment.CHANNEL_SECRETS, deps.outgoing) },
  routes: [slackInteractionsRoute],
});
