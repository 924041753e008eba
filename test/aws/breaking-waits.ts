import assert from "node:assert/strict";
import { SendTaskFailureCommand, StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { ask, auditOf, call, decideSignedIn, poll, sleep } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { eventually } from "./operator.ts";

async function typesOf(world: AwsWorld, id: string): Promise<readonly string[]> {
  return (await auditOf(world, id)).map(({ type }) => type);
}

function ends(world: AwsWorld, id: string, generation: number, status: string) {
  return eventually(`the wait ${generation} of ${id} is ${status}`, async () => {
    const execution = await world.operator.execution(id, generation);
    return execution?.status === status && execution;
  });
}

/** Decides while the agent waits, and sees that exactly this wait was woken. */
export async function resumes(world: AwsWorld, id: string, generation: number): Promise<void> {
  const waiting = poll(world, id, 20);
  assert.equal((await decideSignedIn(world, id, { decision: "approved", feedback: "Go on." })).status, 200);
  const { json } = await waiting;
  assert.deepEqual([json.decision, json.feedback], ["approved", "Go on."]);
  await ends(world, id, generation, "SUCCEEDED");
}

/** Each turns a switch of the deployment or breaks something that others need: they run one by one. */
export const breakingWaits: AwsScenario[] = [
  {
    title: "a decision before the wait has left its token: the wait finds it made, and ends by itself",
    run: async (world) => {
      const { operator } = world;
      const [id, other] = [world.newId("claim"), world.newId("claim")];
      await operator.withoutStream(async () => {
        await ask(world, id, { reviewers: [world.person] });
        await ask(world, other, { reviewers: [world.person] });
        assert.equal((await decideSignedIn(world, id, { decision: "rejected" })).status, 200);
        // The execution that was on its way when the decision was committed.
        const input = { approvalRequestId: id, pk: `A#${id}`, waitGeneration: "1", timeoutSeconds: 600, dueAt: "1" };
        const { executionArn = "" } = await operator.stepFunctions.send(
          new StartExecutionCommand({
            stateMachineArn: operator.machine,
            name: `late-${id}`,
            input: JSON.stringify(input),
          }),
        );
        await eventually("the late execution is over", async () => {
          const status = await operator.statusOf(executionArn);
          assert.ok(status === "RUNNING" || status === "SUCCEEDED");
          return status === "SUCCEEDED";
        });
        const { token, dueAt } = await operator.row(id);
        assert.deepEqual([token, dueAt], [undefined, undefined]);
      });
      await operator.waitToken(other, 1);
      assert.equal(await operator.execution(id, 1), undefined, "a wait that nobody needs is not started");
      assert.equal((await poll(world, id, 0)).json.decision, "rejected");
      await resumes(world, other, 1);
    },
  },
  {
    title: "a request that is decided at once, while its wait is being started, leaves no wait behind",
    run: async (world) => {
      const ids = Array.from({ length: 8 }, (_, n) => world.newId(`claim-${n}`));
      await Promise.all(
        ids.map(async (id, n) => {
          await ask(world, id, { reviewers: [world.person] });
          await sleep(n * 60);
          assert.equal((await decideSignedIn(world, id, { decision: "approved" })).status, 200);
        }),
      );
      for (const id of ids) {
        await eventually(
          `${id} has its effects`,
          async () => (await poll(world, id, 0)).json.resumeState === "resumed",
        );
        await eventually(`nothing waits for ${id}`, async () => {
          const execution = await world.operator.execution(id, 1);
          return execution === undefined || execution.status === "SUCCEEDED";
        });
      }
    },
  },
  {
    title: "a wait that somebody stops is started again, and the decision made afterwards wakes the new one",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const first = await operator.waitToken(id, 1);
      const { executionArn } = await ends(world, id, 1, "RUNNING");
      await operator.stepFunctions.send(new StopExecutionCommand({ executionArn }));
      assert.notEqual(await operator.waitToken(id, 2), first);
      assert.deepEqual(await typesOf(world, id), ["approval.created", "wait.restarted"]);
      await resumes(world, id, 2);
      assert.equal((await operator.execution(id, 3))?.status, undefined);
    },
  },
  {
    title: "a wait that fails for good is started again, once, however often that is reported",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const taskToken = await operator.waitToken(id, 1);
      await operator.withBroken("RunTimers", async () => {
        await operator.stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: "Broken" }));
        await ends(world, id, 1, "FAILED");
        await operator.waitToken(id, 2);
      });
      const { input = "" } = (await operator.execution(id, 1)) ?? {};
      const report = { detail: { status: "FAILED", input } };
      await Promise.all([operator.invoke("Reconcile", report), operator.invoke("Reconcile", report)]);
      const restarts = (await auditOf(world, id)).filter(({ type }) => type === "wait.restarted");
      assert.deepEqual(
        restarts.map(({ detail }) => detail.reason),
        ["the wait ended FAILED"],
      );
      await resumes(world, id, 2);
    },
  },
  {
    title: "a wait that ends without a reason looks at the approval and waits on, with a new token",
    run: async (world) => {
      const { operator } = world;
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const taskToken = await operator.waitToken(id, 1);
      await operator.stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: "Hiccup" }));
      await eventually("another token", async () => (await operator.row(id)).token !== taskToken);
      assert.deepEqual(await typesOf(world, id), ["approval.created"]);
      await resumes(world, id, 1);
    },
  },
  {
    title: "when what reacts to audit entries is down, whatever it missed happens as soon as it is back",
    run: async (world) => {
      const { operator } = world;
      const [id, decided] = [world.newId("claim"), world.newId("claim")];
      await operator.withBroken("OnAuditEntry", async () => {
        await ask(world, id, { reviewers: [world.person] });
        await ask(world, decided, { reviewers: [world.person] });
        await decideSignedIn(world, decided, { decision: "approved" });
        assert.equal((await poll(world, decided, 0)).json.decision, "approved");
      });
      await operator.waitToken(id, 1);
      await call(world, "agent", "POST", `/v1/approvals/${id}/cancel`, {});
      await ends(world, id, 1, "SUCCEEDED");
    },
  },
];
