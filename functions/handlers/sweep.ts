import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { awsDeliveryQueue } from "../composition/aws-delivery-queue.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsResumeQueue } from "../composition/aws-resume-queue.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock } from "../composition/runtime.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import type { MetricName } from "../schemas/metrics.ts";
import { sweep } from "../use-cases/run-timers.ts";
import { sweepDeliveries } from "../use-cases/sweep-deliveries.ts";

const environment = parseEnvironment(environments.sweep, process.env);
const deps = awsDeps(environment, {
  waits: awsWaits(environment.APPROVALS_TABLE, environment.STATE_MACHINE_ARN),
  resumeQueue: awsResumeQueue(environment.RESUME_QUEUE_URL),
  deliveryQueue: awsDeliveryQueue(environment.DELIVERY_QUEUE_URL),
});

/** The next run begins a minute after this one. */
const maxRunMs = 45_000;

/** Does whatever is due: the safety net under the stream, the state machine and the queues. */
export const handler = eventHandler("sweep", async () => {
  const until = clock.now() + maxRunMs;
  // Together, so that neither has to wait while the other has much to do.
  await Promise.all([sweepApprovals(until), sweepOutgoing(until)]);
});

async function sweepApprovals(until: number): Promise<void> {
  let oldestOverdueMs = 0;
  for (let swept = await sweep(deps); ; swept = await sweep(deps)) {
    oldestOverdueMs = Math.max(oldestOverdueMs, swept.oldestOverdueMs);
    if (swept.ran === 0 || swept.ran === swept.failed || clock.now() >= until) break;
  }
  measure("OldestOverdueSeconds", oldestOverdueMs / 1000);
}

async function sweepOutgoing(until: number): Promise<void> {
  let oldestOverdueMs = 0;
  for (let swept = await sweepDeliveries(deps); ; swept = await sweepDeliveries(deps)) {
    oldestOverdueMs = Math.max(oldestOverdueMs, swept.oldestOverdueMs);
    if (swept.queued === 0 || clock.now() >= until) break;
  }
  measure("OldestDeliveryOverdueSeconds", oldestOverdueMs / 1000);
}

function measure(name: MetricName, value: number): void {
  process.stdout.write(`${embeddedMetric(environment.DEPLOYMENT, name, value, clock.now())}\n`);
}
