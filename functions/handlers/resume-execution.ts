import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { eventBusPublisher } from "../adapters/eventbridge/event-bus-publisher.ts";
import { callbackResumer } from "../adapters/https/callback-resumer.ts";
import { durableResumer } from "../adapters/lambda/durable-resumer.ts";
import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { handleEach } from "../adapters/lambda/partial-batch.ts";
import { taskTokenResumer } from "../adapters/step-functions/task-token-resumer.ts";
import { agentFunctions, agentStates } from "../composition/aws-agents.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsMessageSigner } from "../composition/aws-message-signer.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock, log } from "../composition/runtime.ts";
import type { ResumeMessage } from "../ports/effects.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import type { Deps } from "../use-cases/deps.ts";
import { eventResumer } from "../use-cases/event-resumer.ts";
import { readContent } from "../use-cases/read-approval.ts";
import { resumeExecution } from "../use-cases/resume-execution.ts";

const environment = parseEnvironment(environments["resume-execution"], process.env);
const stores = awsDeps(environment, { publisher: eventBusPublisher(new EventBridgeClient({}), environment.EVENT_BUS) });
const content = (approvalRequestId: string) => readContent(stores, approvalRequestId);
const deps: Deps = {
  ...stores,
  resumers: {
    "task-token": taskTokenResumer(agentStates, content),
    durable: durableResumer(agentFunctions, content),
    callback: callbackResumer({
      guard: stores.outgoing,
      signer: awsMessageSigner(environment),
      clock,
      sha256: stores.crypto.sha256,
      readContent: content,
      executions: stores.executions,
    }),
    event: eventResumer(stores),
  },
};

/** Brings decisions to the agents that must be told. The queue tries again what fails. */
export const handler = eventHandler("resume-execution", ({ Records }: SQSEvent) =>
  handleEach(Records, ({ messageId }) => messageId, resume, log),
);

async function resume({ body }: SQSRecord): Promise<void> {
  const { approvalRequestId, waiterId } = JSON.parse(body) as ResumeMessage;
  const resumption = await resumeExecution(deps, approvalRequestId, waiterId);
  if (resumption !== "resumed") return;
  const approval = await deps.approvals.load(approvalRequestId);
  if (!approval || approval.status === "pending") return;
  const now = clock.now();
  process.stdout.write(`${embeddedMetric(environment.DEPLOYMENT, "ResumeLagMs", now - approval.decidedAt, now)}\n`);
}
