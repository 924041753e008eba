import assert from "node:assert/strict";
import { dispatchAll, hour, t0, typesOf } from "../use-cases/given-deps.ts";
import type { GoOnTest } from "./going-on.ts";
import { agent, rita } from "./people.ts";
import { askedFor, stoppedAt } from "./under-way.ts";

/** Whom each pushed wait leads to. */
const targets = {
  "claim-token": { kind: "task-token", taskToken: "token-of-the-agent" },
  "claim-callback": { kind: "callback", url: "https://agent.example.com/resume" },
  "claim-durable": { kind: "durable", callbackId: "callback-of-the-agent" },
  "claim-event": { kind: "event", detail: { claim: 42 } },
  "claim-agentfield": { kind: "callback", format: "agentfield", url: "https://agent.example.com/webhooks/approval" },
} as const;

export function agentsGoOn(goOn: GoOnTest): void {
  goOn("every wait goes on and is resumed by its own target", async ({ own }) => {
    const approve = { as: rita.headers, body: { decision: "approved" } };
    for (const [id, target] of Object.entries(targets)) {
      assert.equal((await own.call("POST", `/v1/approvals/${id}/decision`, approve)).status, 200);
      await dispatchAll(own.deps, id);
      assert.deepEqual(own.told.splice(0), [{ approvalRequestId: id, status: "approved", target }]);
      const execution = await own.call("GET", `/v1/executions/run-${id}`, { as: agent });
      assert.deepEqual([execution.json.status, execution.json.pendingApprovals], ["running", 0]);
    }
    const polled = await own.call("GET", "/v1/approvals/claim-poll", { as: agent });
    assert.deepEqual([polled.status, polled.json.status, polled.json.resumeState], [200, "pending", "waiting"]);
    await own.call("POST", "/v1/approvals/claim-poll/decision", approve);
    assert.equal((await own.call("GET", "/v1/approvals/claim-poll", { as: agent })).json.decision, "approved");
  });

  goOn("a decision that had not reached its agent is brought to it, and to nobody twice", async ({ own }) => {
    await own.runTimers();
    await own.runTimers();
    const target = { kind: "task-token", taskToken: "token-of-the-untold" };
    assert.deepEqual(own.told, [{ approvalRequestId: "claim-untold", status: "approved", target }]);
    const stateOf = async (id: string) => {
      const approval = await own.deps.approvals.load(id);
      return approval?.waiters.find(({ kind }) => kind === "task-token")?.state;
    };
    assert.equal(await stateOf("claim-untold"), "resumed");
    assert.equal(await stateOf("claim-lost"), "given_up");
    assert.equal(await stateOf("claim-done"), "resumed");
  });

  goOn("timers remind, escalate and expire when it is time", async ({ own }) => {
    const statusOf = async (id: string) => (await own.deps.approvals.load(id))?.status;
    assert.equal(await statusOf("claim-due"), "pending");
    await own.pass(t0 + 4 * hour - stoppedAt);
    assert.equal(await statusOf("claim-due"), "expired");
    const types = await typesOf(own.deps, "claim-poll");
    assert.deepEqual(types.slice(-2), ["approval.reminded", "approval.escalated"]);
    assert.deepEqual((await own.deps.approvals.load("claim-poll"))?.reviewers, ["rita", "sam", "boss"]);
    await own.pass(68 * hour);
    for (const id of [...Object.keys(targets), "claim-poll", "claim-handed"])
      assert.equal(await statusOf(id), "expired");
    assert.deepEqual(
      own.told.map(({ approvalRequestId, status }) => `${approvalRequestId} ${status}`).toSorted(),
      [...Object.keys(targets).map((id) => `${id} expired`), "claim-untold approved"].toSorted(),
    );
  });

  goOn("an agent's key works, a revoked one does not", async ({ own, handedOut }) => {
    const statusWith = async (key: string) =>
      (await own.call("GET", "/v1/approvals/claim-token", { as: { "x-api-key": key } })).status;
    assert.equal(await statusWith(handedOut.agentKey), 200);
    assert.equal(await statusWith(`sayso_oldkey01_${"o".repeat(43)}`), 401);
  });

  goOn("what was asked for is known again, by its id and by the caller's key", async ({ own }) => {
    const body = { ...askedFor("claim-poll"), resume: { kind: "poll" } };
    const headers = { "idempotency-key": "asked-once" };
    const ask = (changes: object) =>
      own.call("POST", "/v1/approvals", { as: agent, headers, body: { ...body, ...changes } });
    const again = await ask({});
    assert.deepEqual([again.status, again.json.version], [201, (await own.deps.approvals.load("claim-poll"))?.version]);
    assert.equal((await ask({ title: "Pay more" })).status, 422);
    const other = { ...askedFor("claim-token"), executionId: "run-again", resume: { kind: "poll" } };
    const same = await own.call("POST", "/v1/approvals", { as: agent, body: other });
    assert.deepEqual([same.status, same.json.status], [200, "pending"]);
    assert.deepEqual(await typesOf(own.deps, "claim-token"), ["approval.created", "approval.waiter_attached"]);
    const conflict = await own.call("POST", "/v1/approvals", { as: agent, body: { ...other, title: "Pay more" } });
    assert.deepEqual([conflict.status, conflict.json.code], [409, "approval_request_conflict"]);
  });
}
