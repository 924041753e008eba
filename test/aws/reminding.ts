import assert from "node:assert/strict";
import { StopExecutionCommand } from "@aws-sdk/client-sfn";
import { ask, auditOf, call, sleep } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { resumes } from "./breaking-waits.ts";
import { eventually } from "./operator.ts";

const hourMs = 3_600_000;

async function dueAt({ operator }: AwsWorld, id: string): Promise<number> {
  return Number((await operator.row(id)).dueAt);
}

async function types(world: AwsWorld, id: string): Promise<readonly string[]> {
  return (await auditOf(world, id)).map(({ type }) => type);
}

/** What only the row and the state machine show of reminders and escalations. */
export const reminding: AwsScenario[] = [
  {
    title: "reminders and escalations are the sweep's: the one wait goes on, and the row says when to look next",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      const [remindMs, escalateMs] = [5_000, 25_000];
      const policy = {
        ...{ remindAfterHours: remindMs / hourMs, escalateAfterHours: escalateMs / hourMs },
        escalateTo: [world.person],
      };
      const { json } = await ask(world, id, { reviewers: ["rita"], expiresInHours: 1, policy });
      const [createdAt, expiresAt] = [Date.parse(json.createdAt), Date.parse(json.expiresAt)];
      await operator.waitToken(id, 1);
      for (const [type, dueMs, next] of [
        ["approval.reminded", remindMs, createdAt + escalateMs],
        ["approval.escalated", escalateMs, expiresAt + 15_000],
      ] as const) {
        await sleep(Math.max(0, createdAt + dueMs - Date.now()));
        await operator.invoke("Sweep");
        await eventually(`${id} is ${type}`, async () => (await types(world, id)).includes(type));
        await eventually(`the next look at ${id} is right`, async () => (await dueAt(world, id)) === next);
      }
      assert.equal((await operator.row(id)).generation, "1");
      assert.equal((await operator.execution(id, 1))?.status, "RUNNING");
      await resumes(world, id, 1);
      assert.equal(await operator.execution(id, 2), undefined);
    },
  },
  {
    title: "the next look is right on whatever wait: its first, after the expiry was moved, after it was stopped",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      const policy = { remindAfterHours: 1 };
      const { json } = await ask(world, id, { reviewers: [world.person], expiresInHours: 2, policy });
      const remindAt = Date.parse(json.createdAt) + hourMs;
      const move = async (expiresInHours: number) => {
        const moved = await call(world, "person", "POST", `/v1/approvals/${id}/expiry`, { expiresInHours });
        return Date.parse(moved.json.expiresAt);
      };
      await operator.waitToken(id, 1);
      assert.equal(await dueAt(world, id), remindAt);
      const sooner = await move(0.5);
      await operator.waitToken(id, 2);
      assert.equal(await dueAt(world, id), sooner + 15_000);
      await move(3);
      await operator.waitToken(id, 3);
      assert.equal(await dueAt(world, id), remindAt);
      const { executionArn } = (await operator.execution(id, 3)) ?? {};
      await operator.stepFunctions.send(new StopExecutionCommand({ executionArn }));
      await operator.waitToken(id, 4);
      assert.equal(await dueAt(world, id), remindAt);
      await resumes(world, id, 4);
    },
  },
];
