import assert from "node:assert/strict";
import { SendTaskFailureCommand } from "@aws-sdk/client-sfn";
import { ask, auditOf, decideSignedIn, poll } from "../scenarios/world.ts";
import { agentMachineOf } from "./agent-machine.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { eventually } from "./operator.ts";

/** An execution that has asked for approval and waits. */
async function paused(world: AwsWorld, changes: object = {}) {
  const id = world.newId("claim");
  const machine = await agentMachineOf(world.operator);
  const { executionArn, taskToken } = await machine.start(id);
  world.taskTokens.add(taskToken);
  const resume = { kind: "task-token", taskToken };
  assert.equal((await ask(world, id, { reviewers: [world.person], resume, ...changes })).status, 201);
  return { id, taskToken, output: () => machine.output(executionArn) };
}

function reaches(world: AwsWorld, id: string, state: string): Promise<boolean> {
  return eventually(`${id} is ${state}`, async () => (await poll(world, id, 0)).json.resumeState === state);
}

/** A user's state machine that waits with a task token is told by itself; one queue serves them all, so one by one. */
export const taskTokens: AwsScenario[] = [
  {
    title: "F6 a state machine of the user's waits with a task token and goes on with the whole decision",
    run: async (world) => {
      const { id, output } = await paused(world, { executionId: world.newId("run") });
      const decided = await decideSignedIn(world, id, { decision: "approved", feedback: "Ü 漢", response: { max: 5 } });
      const { paid, approval } = await output();
      assert.equal(paid, id);
      assert.deepEqual(approval, {
        approvalRequestId: id,
        executionId: decided.json.executionId,
        decision: "approved",
        feedback: "Ü 漢",
        reviewer: { id: world.person, name: world.person, via: "oidc" },
        arguments: { amount: 120.5, currency: "EUR" },
        response: { max: 5 },
        decidedAt: decided.json.decidedAt,
      });
      await reaches(world, id, "resumed");
      const types = (await auditOf(world, id)).map(({ type }) => type);
      assert.deepEqual(types, ["approval.created", "approval.decided", "execution.resumed"]);
    },
  },
  {
    title: "F26 several of its executions wait at once; answered in the other order, each goes on with its own answer",
    run: async (world) => {
      const decisions = ["approved", "rejected", "request_changes"];
      const waiting = [];
      for (const decision of decisions) waiting.push({ ...(await paused(world)), decision });
      for (const { id, decision } of waiting.toReversed()) await decideSignedIn(world, id, { decision });
      for (const { id, decision, output } of waiting) {
        const { paid, approval, closed, decision: told } = await output();
        assert.deepEqual([paid ?? closed, approval?.decision ?? told], [id, decision]);
        assert.equal(paid !== undefined, decision === "approved");
      }
    },
  },
  {
    title: "F11 nobody decides: it goes on with expired, without anybody asking",
    run: async (world) => {
      const { id, output } = await paused(world, { expiresInHours: world.soonMs / 3_600_000 });
      assert.deepEqual(await output(), { closed: id, decision: "expired" });
    },
  },
  {
    title:
      "an execution that has gone on without the decision cannot be told: that is on the record, and nothing retries for ever",
    run: async (world) => {
      const { id, taskToken } = await paused(world);
      await world.operator.stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: "Impatient" }));
      await decideSignedIn(world, id, { decision: "approved" });
      await reaches(world, id, "given_up");
      const { type, detail } = (await auditOf(world, id)).at(-1);
      assert.deepEqual([type, detail.reason], ["execution.resume_given_up", "TaskDoesNotExist"]);
    },
  },
];
