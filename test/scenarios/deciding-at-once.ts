import assert from "node:assert/strict";
import { ask, auditOf, call, poll, type Scenario } from "./world.ts";

const decisions = ["approved", "rejected", "request_changes"] as const;

export const decidingAtOnce: Scenario[] = [
  {
    title: "F3 of sixteen decisions of two reviewers at once exactly one counts, and the rest are told which",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: ["rita", "sam"] });
      const holders = await Promise.all(
        ["rita", "sam"].map(async (reviewer) => {
          const who = { link: await world.linkFor(id, reviewer) };
          const { json } = await call(world, who, "GET", `/v1/review/${id}`);
          return { who, reviewer, nonce: json.nonce };
        }),
      );
      const replies = await Promise.all(
        Array.from({ length: 16 }, async (_, n) => {
          const { who, reviewer, nonce } = holders[n % 2] ?? assert.fail();
          const decision = decisions[n % 3];
          const body = { decision, feedback: `${reviewer} ${n}`, nonce };
          const reply = await call(world, who, "POST", `/v1/review/${id}/decision`, body);
          return { ...reply, decision, feedback: body.feedback };
        }),
      );
      const won = replies.filter(({ status }) => status === 200);
      const lost = replies.filter(({ status }) => status === 409);
      assert.deepEqual([won.length, lost.length], [1, 15]);
      const [winner] = won;
      assert.deepEqual([winner?.json.decision, winner?.json.feedback], [winner?.decision, winner?.feedback]);
      for (const { json } of lost) {
        assert.equal(json.code, "already_decided");
        assert.deepEqual(
          [json.approval.decision, json.approval.feedback, json.approval.reviewer],
          [winner?.decision, winner?.feedback, winner?.json.reviewer],
        );
      }
      assert.equal((await poll(world, id, 0)).json.feedback, winner?.feedback);
      const entries = await auditOf(world, id);
      const decided = entries.filter(({ type }) => type === "approval.decided");
      assert.deepEqual(
        decided.map(({ disclosed }) => disclosed.feedback.value),
        [winner?.feedback],
      );
      assert.equal(entries.filter(({ type }) => type === "approval.decision_refused").length, 15);
    },
  },
  {
    title: "F3 a decision and the agent's withdrawal at once: one of them counts, and both are told the same",
    run: async (world) => {
      for (let round = 0; round < world.rounds; round += 10) {
        const id = world.newId(`claim-${round}`);
        await ask(world, id, { reviewers: [world.person] });
        const [decided, cancelled] = await Promise.all([
          call(world, "person", "POST", `/v1/approvals/${id}/decision`, { decision: "approved" }),
          call(world, "agent", "POST", `/v1/approvals/${id}/cancel`, {}),
        ]);
        const decision = (await poll(world, id, 0)).json.decision;
        assert.deepEqual([decided.status, cancelled.status], decision === "approved" ? [200, 409] : [409, 200]);
        const loser = decision === "approved" ? cancelled : decided;
        assert.equal(loser.json.approval.decision, decision);
      }
    },
  },
];
