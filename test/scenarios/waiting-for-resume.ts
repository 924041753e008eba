import assert from "node:assert/strict";
import { ask, auditOf, decideSignedIn, poll, type Scenario, sleep } from "./world.ts";

export const waitingForResume: Scenario[] = [
  {
    title: "wait for resume, nothing under the id: the agent is told so at once, however long it would wait",
    run: async (world) => {
      const reply = await poll(world, world.newId("never"), 20);
      assert.deepEqual([reply.status, reply.json.code], [404, "approval_not_found"]);
      assert.ok(reply.tookMs < world.wakeBoundMs);
    },
  },
  {
    title: "wait for resume, decided while the agent was down: the decision at once, and the same one every time",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      await decideSignedIn(world, id, { decision: "rejected", feedback: "No receipt." });
      for (let n = 0; n < 3; n++) {
        const reply = await poll(world, id, 20);
        assert.deepEqual([reply.json.decision, reply.json.feedback], ["rejected", "No receipt."]);
        assert.ok(reply.tookMs < world.wakeBoundMs);
      }
      const created = (await auditOf(world, id)).filter(({ type }) => type === "approval.created");
      assert.equal(created.length, 1);
    },
  },
  {
    title: "wait for resume, still pending: held until the time is up, answered pending, asked again until decided",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const first = await poll(world, id, 1);
      assert.equal(first.json.status, "pending");
      assert.ok(first.tookMs >= 990, `held for ${first.tookMs} ms`);
      const second = poll(world, id, 20);
      await sleep(100);
      await decideSignedIn(world, id, { decision: "approved" });
      assert.equal((await second).json.decision, "approved");
    },
  },
  {
    title: "F7 an agent that waits twice over, as after a restart, is told the same in both places",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const waiting = Array.from({ length: 8 }, () => poll(world, id, 20));
      await sleep(150);
      await decideSignedIn(world, id, { decision: "approved", feedback: "Once." });
      const told = (await Promise.all(waiting)).map(({ json }) => `${json.decision} ${json.feedback}`);
      assert.deepEqual(told, Array(8).fill("approved Once."));
      const resumed = (await auditOf(world, id)).filter(({ type }) => type === "execution.resumed");
      assert.ok(resumed.length <= 1);
    },
  },
];
