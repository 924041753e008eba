import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSame, type Found } from "../faults/agree.ts";
import { inWords, type Plan, plansAt } from "../faults/plan.ts";
import { auditOf, poll } from "../scenarios/world.ts";
import { agentMachineOf } from "./agent-machine.ts";
import type { AwsWorld } from "./aws-world.ts";
import { type Faulted, faultedCalls, type Point, pointInWords } from "./faulted-calls.ts";
import { eventually } from "./operator.ts";
import { type PlannedLife, plannedLives } from "./planned-lives.ts";

const thorough = process.env.THOROUGH === "1";
const functions = ["AgentApi", "ReviewerApi", "OnAuditEntry", "ResumeExecution", "RunTimers"];

interface Case {
  readonly life: PlannedLife;
  readonly plan: Plan<Point>;
}

const points = plannedLives.flatMap((life) => life.points.map((at) => ({ life, at })));
const all = points.flatMap(({ life, at }) => plansAt(at).map((plan): Case => ({ life, plan })));

/** Whoever dies as the holder of a claim keeps others from it for a minute. */
const isSlow = ({ plan: { kind, at, times } }: Case) =>
  at.of === "ResumeExecution" && (kind.startsWith("dies") || times !== undefined);

/** At each point another way of going wrong. */
const some = points.flatMap(({ at }, index) => {
  const quick = all.filter((one) => one.plan.at === at && !isSlow(one));
  return quick.slice(index % quick.length, (index % quick.length) + 1);
});

/** The plan of test/faults, carried out between the deployed functions and the services, and judged alike. */
export function plannedFaults(world: AwsWorld): void {
  let faulted: Faulted;
  before(async () => {
    faulted = await faultedCalls(world, functions);
  });
  after(() => faulted.stop());
  for (const one of thorough ? all : some)
    test(`F5 F6 F7 F8 F11 ${one.life.name}, although ${inWords(one.plan)} ${pointInWords(one.plan.at)}`, () =>
      carryOut(world, faulted, one));
}

let lastStart: Promise<unknown> = Promise.resolve();

/** One after the other: the agent's executions ask through one queue. */
async function startAgent({ operator, taskTokens }: AwsWorld, id: string) {
  const machine = await agentMachineOf(operator);
  const started = lastStart.then(() => machine.start(id));
  lastStart = started.catch(() => {});
  const { executionArn, taskToken } = await started;
  taskTokens.add(taskToken);
  return { resume: { kind: "task-token", taskToken }, output: () => machine.output(executionArn) };
}

async function carryOut(world: AwsWorld, faulted: Faulted, { life, plan }: Case): Promise<void> {
  const id = world.newId("planned");
  const { struck } = faulted.watch(id, plan);
  const agent = await startAgent(world, id);
  const begun = () => helped(world, id, async () => struck() > 0 || (await world.operator.row(id)).token !== undefined);
  const answers = await life.live(world, id, agent.resume, begun);
  // Help might take from the function that is meant what it is to do.
  await eventually("the fault is met", async () => struck() > 0, untilMetMs).catch(() => {});
  await helped(world, id, () => isSettled(world, id));
  assert.ok(struck() > 0, "the fault was met");
  const { paid, closed, approval, decision } = await agent.output();
  assert.equal(paid ?? closed, id);
  const found = await find(world, id, { [id]: approval?.decision ?? decision });
  assert.equal(found.row.status, life.end);
  assertSame(found, answers);
}

/** How long the functions are given to see to everything by themselves, before the stream and the sweep come again. */
const untilHelpMs = 3_000;
const untilMetMs = 60_000;

async function helped(world: AwsWorld, id: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const so = await eventually("so by itself", isSo, untilHelpMs).catch(() => false);
    if (so) return;
    await comeAgain(world, id).catch(() => {});
  }
  const row = await world.operator.row(id);
  const types = (await auditOf(world, id)).map(({ type }) => type);
  const wait = await world.operator.execution(id, Number(row.generation));
  throw new Error(`something is left to do: ${JSON.stringify({ ...row, types, wait })}`);
}

async function isSettled(world: AwsWorld, id: string): Promise<boolean> {
  const { operator, bus } = world;
  const { token, dueAt, generation } = await operator.row(id);
  const entries = await auditOf(world, id);
  // Nobody asks for the approval itself: that would expire it.
  if (!entries.some(({ type }) => type === "execution.resumed") || token !== undefined || dueAt !== undefined)
    return false;
  const wait = await operator.execution(id, Number(generation));
  // One whose function died may have failed: then the reconciler and the sweep have ended the approval.
  if (wait?.status === "RUNNING") return false;
  const heard = new Set((await bus.hear()).map(({ detail }) => detail.eventId));
  return entries.filter(({ decision }) => decision !== null).every(({ eventId }) => heard.has(eventId));
}

/** What Lambda and time would do: the stream brings records again that had failed, and the sweep finds what is due. */
async function comeAgain({ operator }: AwsWorld, id: string): Promise<void> {
  const items = (await operator.items(operator.audit)).filter(({ pk }) => pk?.S === id);
  const Records = items.map((NewImage, index) => ({
    eventName: "INSERT",
    dynamodb: { NewImage, SequenceNumber: String(index) },
  }));
  await operator.invoke("OnAuditEntry", { Records });
  await operator.makeDue(id);
  await operator.invoke("Sweep");
}

async function find(world: AwsWorld, id: string, told: Found["told"]): Promise<Found> {
  const { json } = await poll(world, id, 0);
  const entries = await auditOf(world, id);
  assert.ok(!entries.some(({ type }) => type === "execution.resume_given_up"), "nobody was given up");
  assert.equal(entries.filter(({ type }) => type === "execution.resumed").length, 1);
  const events = (await world.bus.hear()).filter(({ detail }) => detail.data.approvalRequestId === id);
  return {
    row: { status: json.status, feedback: json.feedback, reviewer: json.reviewer?.id ?? null },
    ends: entries.filter(({ decision }) => decision !== null),
    published: Object.fromEntries(events.map(({ detail }) => [detail.eventId, detail.data.status])),
    told,
  };
}
