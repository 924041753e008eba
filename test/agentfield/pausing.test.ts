import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNotPython } from "../../tools/python-environment.ts";
import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";
import { runPython, startAgent, until } from "./agentfield-agent.ts";
import { desk } from "./desk.ts";

const skip = whyNotPython(10) ?? false;
const newSayso = async () => startedSayso({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });

test("Agentfield's SDK as it is published", { skip }, async (t) => {
  const sayso = await newSayso();
  const agent = await startAgent(sayso);
  const reviewer = desk(sayso);
  const { outcome, asked, send } = reviewer;

  await t.test("approved by a signed approval-response; the reviewer saw the agent's notes", async () => {
    await agent.begin("process_claim", "run-1", { claim_id: "1", amount: 71_610 });
    await asked("claim-1");
    await until("both notes are there", async () => (await reviewer.notes("run-1")).length === 2);
    const { body: shown } = await send("GET", "/v1/review/claim-1");
    assert.deepEqual(
      shown.notes.map(({ message }: { message: string }) => message),
      ["Risk score: 82/100, $71,610.00", "Execution paused — waiting for approval claim-1"],
    );
    const { secret } = (await send("POST", "/v1/response-secrets", { reviewer: "admin" })).body;
    const decision = ["claim-1", "approved", "Receipts", "match"];
    const program = await runPython(sayso, "sign_decision.py", decision, { APPROVAL_RESPONSE_SECRET: secret });
    await program.ended;
    assert.match(program.said.text, /^\{'status': 'processed', .*'execution_id': 'run-1'/);
    assert.equal(await outcome("run-1"), "approved: Receipts match");
    await until("it ends", async () => (await reviewer.execution("run-1")).body.status === "succeeded");
    const { body: approval } = await send("GET", "/v1/approvals/claim-1");
    assert.deepEqual(approval.reviewer, { id: "admin", name: "admin", via: "response_secret" });
    assert.equal(approval.resumeState, "resumed");
  });

  await t.test("rejected by a signed-in reviewer who names the execution", async () => {
    await agent.begin("process_claim", "run-2", { claim_id: "2", amount: 9 });
    await asked("claim-2");
    const path = "/api/v1/executions/run-2/approval-response";
    const { status, body } = await send("POST", path, { decision: "rejected", reason: "Not covered" });
    assert.deepEqual([status, body.decision], [200, "rejected"]);
    assert.equal(await outcome("run-2"), "rejected: Not covered");
  });

  await t.test("request_changes, without a word", async () => {
    await agent.begin("process_claim", "run-3", { claim_id: "3", amount: 9 });
    await asked("claim-3");
    assert.equal((await reviewer.decide("claim-3", "request_changes")).status, 200);
    assert.equal(await outcome("run-3"), "request_changes: ");
  });

  await t.test("two who decide at once: one wins, the other is told who won", async () => {
    await agent.begin("process_claim", "run-4", { claim_id: "4", amount: 9 });
    await asked("claim-4");
    const both = await Promise.all([
      reviewer.decideSigned("claim-4", "approved", "by program"),
      send("POST", "/api/v1/executions/run-4/approval-response", { decision: "rejected", reason: "by hand" }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
    const winner = both.find(({ status }) => status === 200)?.body.decision;
    const loser = both.find(({ status }) => status === 409)?.body;
    assert.deepEqual([loser.error, loser.approval.decision], ["already_decided", winner]);
    assert.equal(await outcome("run-4"), winner === "approved" ? "approved: by program" : "rejected: by hand");
  });

  await t.test("the same id twice releases nobody but the execution that asked first, also after its end", async () => {
    const other = await startAgent(sayso);
    const fails = async (executionId: string) => {
      await other.begin("process_claim", executionId, { claim_id: "5", amount: 9 });
      const status = async () => (await reviewer.execution(executionId)).body.status;
      await until(`${executionId} fails`, async () => (await status()) === "failed");
      assert.deepEqual(await reviewer.notes(executionId).then((all) => all.map(({ tags }) => tags)), [["assessment"]]);
    };
    await agent.begin("process_claim", "run-5", { claim_id: "5", amount: 9 });
    await asked("claim-5");
    await fails("run-5-twin");
    await reviewer.decide("claim-5", "approved", "once");
    assert.equal(await outcome("run-5"), "approved: once");
    await fails("run-5-late");
    await other.kill("SIGKILL");
  });

  await t.test(
    "the same id twice in one process: its SDK ends both waits with an error, and neither goes on",
    async () => {
      await agent.begin("process_claim", "run-8", { claim_id: "8", amount: 9 });
      await asked("claim-8");
      await agent.begin("process_claim", "run-8-twin", { claim_id: "8", amount: 9 });
      await until("the twin fails", async () => (await reviewer.execution("run-8-twin")).body.status === "failed");
      assert.equal(await outcome("run-8"), "error: failed to notify control plane");
    },
  );

  await t.test("an approval-response without a signature decides nothing", async () => {
    await agent.begin("process_claim", "run-6", { claim_id: "6", amount: 9 });
    await asked("claim-6");
    const body = { requestId: "claim-6", decision: "approved" };
    for (const signature of ["", `sha256=${"0".repeat(64)}`]) {
      const headers = { authorization: "", "x-webhook-signature": signature };
      assert.equal((await send("POST", "/api/v1/webhooks/approval-response", body, headers)).status, 401);
    }
    assert.equal(await reviewer.status("claim-6"), "pending");
  });

  await t.test("it starts, waits and ends without complaint but for what Sayso does not have", () => {
    const complaints = agent.said.text.split("\n").filter((line) => /^(❌|⚠️)/u.test(line));
    const known =
      /^❌ (DID registration request failed|Failed to connect to memory events|Max reconnection attempts reached)|approval_already_requested/u;
    assert.deepEqual(
      complaints.filter((line) => !known.test(line)),
      [],
    );
  });
  await agent.kill("SIGKILL");
  await sayso.kill("SIGTERM");
});

test("Agentfield's bare client, which names no node, polls", { skip }, async () => {
  const sayso = await newSayso();
  const reviewer = desk(sayso);
  const { said, ended } = await runPython(sayso, "poll_client.py", ["run-7", "claim-7"]);
  await until("it polls", () => said.text.includes("pending None"));
  await reviewer.decide("claim-7", "request_changes", "Which car?");
  await ended;
  assert.deepEqual(said.text.trim().split("\n"), [
    `${sayso.baseUrl}/review/claim-7`,
    "pending None",
    "request_changes Which car?",
  ]);
  await sayso.kill("SIGTERM");
});
