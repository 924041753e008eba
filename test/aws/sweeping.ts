import assert from "node:assert/strict";
import { StopExecutionCommand } from "@aws-sdk/client-sfn";
import { ask, auditOf, sleep } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { resumes } from "./breaking-waits.ts";
import { eventually } from "./operator.ts";

/** Long enough for its wait to begin and to be stopped, the first thing that is done on a new stack. */
const expiresInSeconds = 30;
const graceSeconds = 15;
const sweepEverySeconds = 60;

/** Leaves an approval with no clock: its wait has begun, then it is stopped, and nobody hears of that. */
export async function abandon(world: AwsWorld): Promise<string> {
  const { operator } = world;
  const id = world.newId("orphan");
  await ask(world, id, { expiresInHours: expiresInSeconds / 3_600, reviewers: [world.person] });
  await operator.waitToken(id, 1);
  await operator.withoutRule("SaysoReconcileRule", async () => {
    const { executionArn } = (await operator.execution(id, 1)) ?? {};
    await operator.stepFunctions.send(new StopExecutionCommand({ executionArn }));
  });
  return id;
}

/**
 * What the sweep makes good, first on its own schedule, then when it is called.
 *
 * @param orphan what was abandoned before other things were done, since the schedule has its minute
 */
export const sweeping = (orphan: string): AwsScenario[] => [
  {
    title:
      "F10 an approval whose wait is gone and is missed by nobody expires by the sweep, on the sweep's own schedule",
    run: async (world) => {
      const { operator, expiryBoundMs } = world;
      const entry = await eventually(
        `${orphan} has expired`,
        async () => (await auditOf(world, orphan)).find(({ type }) => type === "approval.expired"),
        (expiresInSeconds + graceSeconds + sweepEverySeconds) * 1_000 + expiryBoundMs,
      );
      assert.deepEqual([entry.sequence, entry.decision, entry.detail], [2, "expired", { by: "system" }]);
      assert.equal((await operator.execution(orphan, 1))?.status, "ABORTED");
      assert.equal(await operator.execution(orphan, 2), undefined);
    },
  },
  {
    title: "a wait whose start was lost is started by the sweep",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      await operator.withoutStream(async () => {
        await ask(world, id, { reviewers: [world.person] });
        const { dueAt } = await operator.row(id);
        assert.ok(Number(dueAt) <= Date.now() + 120_000, "the sweep looks within two minutes");
        await operator.makeDue(id);
        await operator.invoke("Sweep");
        await operator.waitToken(id, 1);
      });
      await resumes(world, id, 1);
    },
  },
  {
    title: "with the stream down an approval expires in time all the same, by the sweep",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      await operator.withoutStream(async () => {
        const { json } = await ask(world, id, { expiresInHours: world.soonMs / 3_600_000, reviewers: [world.person] });
        await sleep(Date.parse(json.expiresAt) - Date.now() + 50);
        await operator.invoke("Sweep");
        const [, entry] = await auditOf(world, id);
        assert.deepEqual([entry.type, entry.decision, entry.detail], ["approval.expired", "expired", { by: "system" }]);
        assert.equal(await operator.execution(id, 1), undefined);
      });
    },
  },
];
