import assert from "node:assert/strict";
import { ask, auditOf, decideSignedIn, poll, type Scenario } from "./world.ts";

export const askingAgain: Scenario[] = [
  {
    title: "F8 a request sent sixteen times at once, and again after a crash, is one approval with one entry",
    run: async (world) => {
      const id = world.newId("claim");
      const replies = await Promise.all(
        Array.from({ length: 16 }, () => ask(world, id, { reviewers: [world.person] })),
      );
      assert.deepEqual(
        replies.map(({ status }) => status).toSorted((a, b) => b - a),
        [201, ...Array(15).fill(200)],
      );
      assert.equal(new Set(replies.map(({ json }) => json.createdAt)).size, 1);
      assert.equal((await ask(world, id, { reviewers: [world.person] })).status, 200);
      assert.deepEqual(
        (await auditOf(world, id)).map(({ type }) => type),
        ["approval.created"],
      );
    },
  },
  {
    title: "F8 asked again once it is decided, the same request is answered with the decision; nobody is asked anew",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      await decideSignedIn(world, id, { decision: "request_changes", feedback: "Split it." });
      const again = await ask(world, id, { reviewers: [world.person] });
      assert.deepEqual([again.status, again.json.decision, again.json.feedback], [200, "request_changes", "Split it."]);
      const types = (await auditOf(world, id)).map(({ type }) => type);
      assert.deepEqual(types.slice(0, 2), ["approval.created", "approval.decided"]);
      assert.equal(types.includes("approval.waiter_attached"), false);
      const second = await ask(world, `${id}-2`, { reviewers: [world.person], title: "Pay half of claim 42" });
      assert.deepEqual([second.status, second.json.status], [201, "pending"]);
    },
  },
  {
    title: "F9 other content under the same id is refused with what the id stands for",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const action = { name: "pay_claim", arguments: { amount: 1_205, currency: "EUR" } };
      const other = await ask(world, id, { reviewers: [world.person], action });
      assert.deepEqual([other.status, other.json.code], [409, "approval_request_conflict"]);
      assert.deepEqual(other.json.approval.arguments, { amount: 120.5, currency: "EUR" });
    },
  },
  {
    title: "F7 F8 an agent that was killed while it waited comes back twice at once: both are told, of one request",
    run: async (world) => {
      const id = world.newId("claim");
      const run = async () => {
        const asked = await ask(world, id, { reviewers: [world.person], executionId: `run-of-${id}` });
        return { asked, told: poll(world, id, 20) };
      };
      const killed = await run();
      const back = await Promise.all([run(), run()]);
      const decided = await decideSignedIn(world, id, { decision: "approved", feedback: "Go on." });
      for (const { asked, told } of [killed, ...back]) {
        assert.equal(asked.status, asked === killed.asked ? 201 : 200);
        const { json } = await told;
        assert.deepEqual(
          [json.decision, json.feedback, json.decidedAt],
          ["approved", "Go on.", decided.json.decidedAt],
        );
      }
      const types = (await auditOf(world, id)).map(({ type }) => type);
      assert.deepEqual(types.slice(0, 2), ["approval.created", "approval.decided"]);
    },
  },
];
