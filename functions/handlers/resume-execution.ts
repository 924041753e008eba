import type { SQSEvent, SQSRecord } from "aws-lambda";
import { embeddedMetric } from "../adapters/lambda/embedded-metric.ts";
import { handleEach } from "../adapters/lambda/partial-batch.ts";
import { taskTokenResumer } from "../adapters/step-functions/task-token-resumer.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { stepFunctions } from "../composition/aws-waits.ts";
import { eventHandler } from "../composition/event-handler.ts";
import { clock, log } from "../composition/runtime.ts";
import type { ResumeMessage } from "../ports/effects.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";
import { readContent } from "../use-cases/read-approval.ts";
import { resumeExecution } from "../use-cases/resume-execution.ts";

const environment = parseEnvironment(environments["resume-execution"], process.env);
const stores = awsDeps(environment);
const deps = {
  ...stores,
  resumers: { "task-token": taskTokenResumer(stepFunctions, (id) => readContent(stores, id)) },
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
  const lag = { ResumeLagMs: { unit: "Milliseconds", value: clock.now() - approval.decidedAt } } as const;
  process.stdout.write(`${embeddedMetric(environment.DEPLOYMENT, lag, clock.now())}\n`);
}
