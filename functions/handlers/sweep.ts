import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsResumeQueue } from "../composition/aws-resume-queue.ts";
import { awsWaits } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock } from "../composition/runtime.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { sweep } from "../use-cases/run-timers.ts";

const environment = parseEnvironment(environments.sweep, process.env);
const deps = awsDeps(environment, {
  waits: awsWaits(environment.APPROVALS_TABLE, environment.STATE_MACHINE_ARN),
  resumeQueue: awsResumeQueue(environment.RESUME_QUEUE_URL),
});

/** The next run begins a minute after this one. */
const maxRunMs = 45_000;

/** Does whatever is due: the safety net under the stream and the state machine. */
export const handler = eventHandler("sweep", async () => {
  const until = clock.now() + maxRunMs;
  let oldestOverdueMs = 0;
  for (let swept = await sweep(deps); ; swept = await sweep(deps)) {
    oldestOverdueMs = Math.max(oldestOverdueMs, swept.oldestOverdueMs);
    if (swept.ran === 0 || swept.ran === swept.failed || clock.now() >= until) break;
  }
  const line = embeddedMetric(environment.DEPLOYMENT, "OldestOverdueSeconds", oldestOverdueMs / 1000, clock.now());
  process.stdout.write(`${line}\n`);
});
