import assert from "node:assert/strict";
import {
  ask,
  auditOf,
  call,
  decideByLink,
  decideSignedIn,
  poll,
  type Scenario,
  sleep,
  untilResumed,
  type World,
} from "./world.ts";

const parkMs = 150;

/** The agent waits; meanwhile somebody acts; the agent's answer must come soon after. */
async function whileWaiting(world: World, id: string, act: () => Promise<{ status: number }>) {
  const waiting = poll(world, id, 20);
  await sleep(parkMs);
  const acted = await act();
  const at = performance.now();
  const { json } = await waiting;
  assert.equal(acted.status, 200);
  assert.ok(performance.now() - at < world.wakeBoundMs, "the waiting poll is answered soon");
  return json;
}

const decisions = ["approved", "rejected", "request_changes"] as const;

const byLink: Scenario[] = decisions.map((decision) => ({
  title: `F5 an agent pauses, the holder of a link decides ${decision}, the agent goes on with it`,
  run: async (world) => {
    const id = world.newId("claim");
    const asked = await ask(world, id, { reviewers: ["rita", "sam"] });
    assert.deepEqual([asked.status, asked.json.status, asked.json.resumeState], [201, "pending", "waiting"]);
    const resumed = await whileWaiting(world, id, () =>
      decideByLink(world, id, "sam", { decision, feedback: "Call Mr Smith", response: { limit: 5 } }),
    );
    assert.equal(resumed.decision, decision);
    assert.equal(resumed.feedback, "Call Mr Smith");
    assert.deepEqual(resumed.reviewer, { id: "sam", name: "sam", via: "link" });
    assert.deepEqual(resumed.response, { limit: 5 });
    assert.deepEqual(resumed.arguments, { amount: 120.5, currency: "EUR" });
    assert.ok(resumed.decidedAt >= resumed.createdAt && resumed.decidedAt < resumed.expiresAt);
  },
}));

export const pausing: Scenario[] = [
  ...byLink,
  {
    title: "F6 an agent pauses, a signed-in person decides, and that the agent has it is on the record",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const decision = { decision: "approved", feedback: "Receipts match." };
      const resumed = await whileWaiting(world, id, () => decideSignedIn(world, id, decision));
      assert.deepEqual([resumed.decision, resumed.reviewer.id], ["approved", world.person]);
      await untilResumed(world, id);
      const types = (await auditOf(world, id)).map(({ type }) => type);
      assert.deepEqual(types, ["approval.created", "approval.decided", "execution.resumed"]);
    },
  },
  {
    title: "an agent withdraws what it waits for: the waiting poll is told, and nobody can decide any more",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      const cancel = { feedback: "The claimant withdrew." };
      const resumed = await whileWaiting(world, id, () =>
        call(world, "agent", "POST", `/v1/approvals/${id}/cancel`, cancel),
      );
      assert.deepEqual([resumed.decision, resumed.feedback], ["error", "The claimant withdrew."]);
      const late = await decideSignedIn(world, id, { decision: "approved" });
      assert.deepEqual([late.status, late.json.code, late.json.approval.decision], [409, "already_decided", "error"]);
    },
  },
  {
    title: "F26 several pauses of one run are open at once; answered in the other order, each poll gets its own answer",
    run: async (world) => {
      const run = world.newId("run");
      const ids = [1, 2, 3, 4, 5, 6].map((n) => world.newId(`claim-${n}`));
      for (const id of ids) await ask(world, id, { executionId: run, reviewers: [world.person] });
      const waiting = ids.map((id) => poll(world, id, 20));
      await sleep(parkMs);
      for (const [index, id] of [...ids.entries()].reverse()) {
        const body = { decision: decisions[index % 3], feedback: `answer to ${id}` };
        assert.equal((await decideSignedIn(world, id, body)).status, 200);
        assert.equal((await decideSignedIn(world, id, body)).status, 409);
      }
      for (const [index, reply] of (await Promise.all(waiting)).entries()) {
        assert.equal(reply.json.approvalRequestId, ids[index]);
        assert.equal(reply.json.decision, decisions[index % 3]);
        assert.equal(reply.json.feedback, `answer to ${ids[index]}`);
      }
    },
  },
];
