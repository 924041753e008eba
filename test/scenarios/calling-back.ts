import assert from "node:assert/strict";
import { assertSigned, startCallbackAgent } from "./callback-agent.ts";
import { ask, auditOf, call, decideSignedIn, type Scenario, until, untilResumed } from "./world.ts";

export const callingBack: Scenario[] = [
  {
    title:
      "F6 an agent is called back with the decision, signed with the published key, and that it has it is on the record",
    run: async (world) => {
      const agent = await startCallbackAgent();
      try {
        const id = world.newId("claim");
        const asked = await ask(world, id, {
          reviewers: [world.person],
          executionId: world.newId("run"),
          resume: { kind: "callback", url: agent.url },
        });
        assert.equal(asked.status, 201);
        await decideSignedIn(world, id, { decision: "rejected", feedback: "No receipts." });
        await until("it is called back", () => agent.calls.length > 0);
        const [called] = agent.calls;
        assert.ok(called);
        const { json: keys } = await call(world, "agent", "GET", "/v1/keys");
        assertSigned(called, keys.keys[0].publicKey);
        const result = JSON.parse(called.body);
        assert.deepEqual(
          [result.approvalRequestId, result.decision, result.feedback, result.reviewer.id, result.executionId],
          [id, "rejected", "No receipts.", world.person, asked.json.executionId],
        );
        await untilResumed(world, id);
        const types = (await auditOf(world, id)).map(({ type }) => type);
        assert.deepEqual(types, ["approval.created", "approval.decided", "execution.resumed"]);
        assert.equal(agent.calls.length, 1);
      } finally {
        agent.stop();
      }
    },
  },
];
