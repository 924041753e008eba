import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNotPython } from "../../tools/python-environment.ts";
import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";
import { startAgent, until } from "./agentfield-agent.ts";
import { desk } from "./desk.ts";

const skip = whyNotPython(10) ?? false;

test("what Agentfield's SDK waits for", { skip }, async (t) => {
  const sayso = await startedSayso({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });
  const agent = await startAgent(sayso, "urgent_agent.py");
  const reviewer = desk(sayso);

  await t.test("expired by the service's clock; whoever decides afterwards is refused", async () => {
    await agent.begin("expire_claim", "run-1", { claim_id: "1", hours: 2 / 3600 });
    // Feedback of its own would be the SDK's, which has run out of patience.
    assert.equal(await reviewer.outcome("run-1"), "expired: ");
    const { status, body } = await reviewer.decideSigned("claim-1", "approved");
    assert.deepEqual([status, body.error, body.approval.decision], [410, "expired", "expired"]);
    assert.equal((await reviewer.decide("claim-1", "approved")).status, 410);
  });

  await t.test("a late decision on what it gave up waiting for is not taken for the next one's", async () => {
    await agent.begin("escalate_claim", "run-2", { claim_id: "2" });
    await reviewer.asked("claim-2-senior");
    await reviewer.decide("claim-2", "approved", "late");
    await until("it was called with the late one", async () => {
      const { body } = await reviewer.send("GET", "/v1/approvals/claim-2/audit");
      return body.entries.some(
        ({ detail }: { detail: { reason?: string } }) => detail.reason === "nobody waits there yet",
      );
    });
    await reviewer.decide("claim-2-senior", "rejected");
    assert.equal(await reviewer.outcome("run-2"), "second rejected as claim-2-senior");
  });

  await t.test(
    "two at once in one execution get each its own; who names only the execution is asked which",
    async () => {
      await agent.begin("ask_both", "run-3", { claim_id: "3" });
      await reviewer.asked("claim-3-car");
      await reviewer.asked("claim-3-house");
      const path = "/api/v1/executions/run-3/approval-response";
      const vague = await reviewer.send("POST", path, { decision: "approved" });
      assert.deepEqual([vague.status, vague.body.errors[0].field], [400, "approval_request_id"]);
      await reviewer.send("POST", path, { decision: "rejected", approval_request_id: "claim-3-car" });
      await reviewer.send("POST", path, { decision: "approved", approval_request_id: "claim-3-house" });
      assert.equal(await reviewer.outcome("run-3"), "car rejected, house approved");
    },
  );

  await agent.kill("SIGKILL");
  await sayso.kill("SIGTERM");
});
