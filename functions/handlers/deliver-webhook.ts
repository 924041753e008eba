import { KMSClient } from "@aws-sdk/client-kms";
import type { EventBridgeEvent, SQSEvent, SQSRecord } from "aws-lambda";
import { httpsWebhookPost } from "../adapters/https/webhook-post.ts";
import { kmsLinkSigner } from "../adapters/kms/kms-link-signer.ts";
import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { handleEach } from "../adapters/lambda/partial-batch.ts";
import { awsChannels } from "../composition/aws-channels.ts";
import { awsDeliveryQueue } from "../composition/aws-delivery-queue.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsMessageSigner } from "../composition/aws-message-signer.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock, log } from "../composition/runtime.ts";
import type { DeliveredEvent, DeliveryPlace } from "../ports/delivery-store.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import type { MetricName } from "../schemas/metrics.ts";
import { attemptDelivery } from "../use-cases/attempt-delivery.ts";
import type { Deps } from "../use-cases/deps.ts";
import { channelSender } from "../use-cases/notify-reviewer.ts";
import { fanOut, webhookSender } from "../use-cases/webhook-deliveries.ts";

const environment = parseEnvironment(environments["deliver-webhook"], process.env);
const stores = awsDeps(environment, { deliveryQueue: awsDeliveryQueue(environment.DELIVERY_QUEUE_URL) });
const post = httpsWebhookPost({ guard: stores.outgoing, signer: awsMessageSigner(environment), clock });
const links = kmsLinkSigner(new KMSClient({}), environment.LINK_KEY_ID, environment.PREVIOUS_LINK_KEY_ID);
const deps: Deps = {
  ...stores,
  senders: {
    webhook: webhookSender(stores, post),
    channel: channelSender({ ...stores, links }, awsChannels(environment, stores.outgoing)),
  },
};

type PublishedMessage = EventBridgeEvent<string, DeliveredEvent>;

/** Two queues lead here: events of the bus, each of which becomes deliveries, and deliveries, each attempt a message. */
export const handler = eventHandler("deliver-webhook", ({ Records }: SQSEvent) =>
  handleEach(Records, ({ messageId }) => messageId, handle, log),
);

async function handle({ body }: SQSRecord): Promise<void> {
  const message = JSON.parse(body) as PublishedMessage | DeliveryPlace;
  if ("detail" in message) await fanOut(deps, message.detail);
  else await attempt(message);
}

async function attempt(place: DeliveryPlace): Promise<void> {
  const delivery = await attemptDelivery(deps, place);
  const last = delivery?.attempts.at(-1);
  if (!delivery || !last) return;
  // Later attempts wait for the receiver's sake: the first one's delay is all our own.
  if (delivery.round === 1 && delivery.tried === 1) measure("DeliveryLagMs", last.at - delivery.createdAt);
  if (last.outcome !== "delivered") measure("DeliveryAttemptsFailed", 1);
}

function measure(name: MetricName, value: number): void {
  process.stdout.write(`${embeddedMetric(environment.DEPLOYMENT, name, value, clock.now())}\n`);
}
