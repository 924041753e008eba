import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { paginateListExecutions } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { call } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { readLogs } from "./logs.ts";
import { eventually } from "./operator.ts";

const published = [
  ...["approval.created", "approval.decided", "approval.expired"],
  ...["approval.cancelled", "approval.failed", "execution.resumed"],
  ...["approval.reminded", "approval.escalated", "approval.reassigned"],
];

/** Every entry of every approval's chain, as the table holds it. */
async function chained({ operator }: AwsWorld) {
  const entries = (await operator.items(operator.audit)).map(({ entry }) => JSON.parse(entry?.S ?? "null"));
  return entries.filter((entry) => entry?.sequence != null);
}

async function stateRows({ operator }: AwsWorld) {
  return (await operator.items(operator.approvals)).filter(({ sk }) => sk?.S === "STATE");
}

/** What the statistics must say, by what the tables hold. */
async function countOfTrail(world: AwsWorld) {
  const entries = await chained(world);
  const count = (type: string, decision?: string) =>
    entries.filter((entry) => entry.type === type && (decision === undefined || entry.decision === decision)).length;
  return {
    requested: count("approval.created"),
    decided: {
      approved: count("approval.decided", "approved"),
      rejected: count("approval.decided", "rejected"),
      request_changes: count("approval.decided", "request_changes"),
    },
    expired: count("approval.expired"),
    cancelled: count("approval.cancelled"),
    failed: count("approval.failed"),
    timed: count("approval.decided"),
    pending: (await stateRows(world)).filter(({ status }) => status?.S === "pending").length,
  };
}

async function statistics(world: AwsWorld): ReturnType<typeof countOfTrail> {
  const { json } = await call(world, "person", "GET", "/v1/stats");
  const { requested, decided, expired, cancelled, failed, timeToDecision } = json.total;
  return { requested, decided, expired, cancelled, failed, timed: timeToDecision.count, pending: json.now.pending };
}

/** Gives what is under way its time; what is asserted then says what is amiss. */
async function settled(what: string, is: () => Promise<boolean>): Promise<void> {
  await eventually(what, is).catch(() => {});
}

async function runningWaits({ operator }: AwsWorld): Promise<readonly string[]> {
  const asked = { stateMachineArn: operator.machine, statusFilter: "RUNNING" } as const;
  const pages = await Array.fromAsync(paginateListExecutions({ client: operator.stepFunctions }, asked));
  return pages.flatMap(({ executions = [] }) => executions.map(({ name = "" }) => name));
}

/** Run when everything else has run: what holds over all that happened. */
export const aftermath: AwsScenario[] = [
  {
    title: "every published entry of the audit trail is on the bus, under the same number and id, and nothing else is",
    run: async (world) => {
      const name = (sequence: number, type: string, id: string, eventId: string) =>
        `${id} ${sequence} ${type} ${eventId}`;
      const due = async () =>
        (await chained(world))
          .filter(({ type }) => published.includes(type))
          .map(({ sequence, type, approvalRequestId, eventId }) => name(sequence, type, approvalRequestId, eventId))
          .toSorted();
      const heard = async () => {
        const events = await world.bus.hear();
        const names = events.map(({ detail }) =>
          name(detail.sequence, detail.type, detail.data.approvalRequestId, detail.eventId),
        );
        return [...new Set(names)].toSorted();
      };
      await settled("everything was heard", async () => isDeepStrictEqual(await heard(), await due()));
      assert.ok((await due()).length > 100, `${(await due()).length} events are to be found`);
      assert.deepEqual(await heard(), await due());
      for (const event of await world.bus.hear()) assert.equal(event["detail-type"], event.detail.type);
    },
  },
  {
    title: "the statistics are what the audit trail comes to, each entry counted once",
    run: async (world) => {
      await settled("everything was counted", async () =>
        isDeepStrictEqual(await statistics(world), await countOfTrail(world)),
      );
      const expected = await countOfTrail(world);
      assert.ok(expected.requested > 50, `${expected.requested} approvals are to be counted`);
      assert.deepEqual(await statistics(world), expected);
    },
  },
  {
    title: "each pending approval has its one wait, and no other wait is left but those that a moved expiry replaced",
    run: async (world) => {
      const waits = (id: string, generation: number) =>
        `${createHash("sha256").update(id).digest("hex")}-g${generation}`;
      await eventually("only the waits that must be", async () => {
        const [expected, superseded] = [new Set<string>(), new Set<string>()];
        for (const { pk, status, waitGeneration } of await stateRows(world)) {
          const id = pk?.S?.replace(/^A#/, "") ?? "";
          const latest = Number(waitGeneration?.N);
          if (status?.S === "pending") expected.add(waits(id, latest));
          for (let generation = 1; generation < latest; generation++) superseded.add(waits(id, generation));
        }
        assert.ok(expected.size > 0, "something is pending");
        const running = (await runningWaits(world)).filter((name) => !superseded.has(name));
        return running.toSorted().join() === [...expected].toSorted().join();
      });
    },
  },
  {
    title: "an approval that has ended keeps no token of its wait",
    run: async (world) => {
      await eventually("no token on what has ended", async () => {
        const rows = await stateRows(world);
        assert.ok(rows.length > 50, `${rows.length} approvals`);
        return rows.every(({ status, waitToken }) => status?.S === "pending" || waitToken === undefined);
      });
    },
  },
  {
    title: "nothing was given up: every queue for what failed is empty",
    run: async ({ operator, stack }) => {
      for (const id of [
        "SaysoAuditStreamSetAside",
        "SaysoResumeDeadLetters",
        "SaysoReconcileRuleSetAside",
        "SaysoResumeQueue",
        "SaysoDeliveriesEventsQueue",
        "SaysoDeliveriesEventsDeadLetters",
        "SaysoDeliveriesAttemptsDeadLetters",
      ]) {
        const QueueUrl = stack.physicalId("AWS::SQS::Queue", id);
        const asked = { QueueUrl, AttributeNames: ["ApproximateNumberOfMessages" as const] };
        const left = async () =>
          (await operator.sqs.send(new GetQueueAttributesCommand(asked))).Attributes?.ApproximateNumberOfMessages;
        // What has only just been queued is no failure.
        await settled(`${id} is empty`, async () => (await left()) === "0");
        assert.equal(await left(), "0", id);
      }
    },
  },
  {
    title: "F27 no key, sign-in, link or task token that was used is in a log, an event or the audit trail",
    run: async (world) => {
      const { operator, aws, secrets, taskTokens, waitTokens } = world;
      const approvals = await operator.items(operator.approvals);
      assert.ok(waitTokens.size > 10, `${waitTokens.size} waits were seen with their tokens`);
      assert.ok(secrets.length > 5, `${secrets.length} credentials were handed out`);
      const places = {
        logs: (await readLogs(world)).join("\n"),
        "the emulator's own log": aws.output.join(""),
        events: JSON.stringify(await world.bus.hear()),
        "the audit trail": JSON.stringify(await operator.items(operator.audit)),
      };
      for (const [place, text] of Object.entries(places)) {
        assert.ok(text.length > 10_000, `${place} can be read`);
        for (const secret of [...secrets, ...taskTokens, ...waitTokens])
          assert.ok(!text.includes(secret), `${place} holds ${secret.slice(0, 12)}…`);
      }
      // Of what opens the API the tables know digests only.
      const rows = JSON.stringify(approvals);
      for (const secret of secrets) assert.ok(!rows.includes(secret), `a table holds ${secret.slice(0, 12)}…`);
    },
  },
];
