import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNotPython } from "../../tools/python-environment.ts";
import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";
import { startAgent, until } from "./agentfield-agent.ts";
import { desk } from "./desk.ts";

const skip = whyNotPython(10) ?? false;
const newVariables = async () => ({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });

async function types(reviewer: ReturnType<typeof desk>, id: string): Promise<readonly string[]> {
  const { body } = await reviewer.send("GET", `/v1/approvals/${id}/audit`);
  return body.entries.map(({ type }: { type: string }) => type);
}

test("kill -9 of the agent while it waits: the next one's wait_for_resume gets the decision", { skip }, async () => {
  const sayso = await startedSayso(await newVariables());
  const reviewer = desk(sayso);
  const first = await startAgent(sayso);
  await first.begin("process_claim", "run-1", { claim_id: "1", amount: 71_610 });
  await reviewer.asked("claim-1");
  await first.kill("SIGKILL");
  await reviewer.decide("claim-1", "approved", "while you were gone");
  const putOff = async () => (await types(reviewer, "claim-1")).filter((type) => type === "execution.resume_put_off");
  await until("nobody could be told", async () => (await putOff()).length > 0);

  const second = await startAgent(sayso, "claim_agent.py", first.port);
  await until("nobody waits there yet", async () => {
    const { body } = await reviewer.send("GET", "/v1/approvals/claim-1/audit");
    return body.entries.some(
      ({ detail }: { detail: { reason?: string } }) => detail.reason === "nobody waits there yet",
    );
  });
  await second.begin("resume_claim", "run-1-again", { claim_id: "1" });
  assert.equal(await reviewer.outcome("run-1-again"), "approved: while you were gone");
  await until("it is on the record", async () => (await types(reviewer, "claim-1")).includes("execution.resumed"));
  await second.kill("SIGKILL");
  await sayso.kill("SIGTERM");
});

test("an agent that was told, was killed and asks again in the same execution is told again", { skip }, async () => {
  const sayso = await startedSayso(await newVariables());
  const reviewer = desk(sayso);
  const first = await startAgent(sayso);
  await first.begin("process_claim", "run-2", { claim_id: "2", amount: 9 });
  await reviewer.asked("claim-2");
  await reviewer.decide("claim-2", "rejected", "Not covered");
  await reviewer.outcome("run-2");
  await first.kill("SIGKILL");
  const second = await startAgent(sayso, "claim_agent.py", first.port);
  await second.begin("process_claim", "run-2", { claim_id: "2", amount: 9 });
  const told = async () => (await reviewer.notes("run-2")).filter(({ message }) => message === "rejected: Not covered");
  await until("it is told again", async () => (await told()).length === 2);
  await second.kill("SIGKILL");
  await sayso.kill("SIGTERM");
});

test("kill -9 of the service while the agent waits: it is told by the next one", { skip }, async () => {
  const variables = await newVariables();
  const first = await startedSayso(variables);
  const agent = await startAgent(first);
  await agent.begin("process_claim", "run-3", { claim_id: "3", amount: 9 });
  await desk(first).asked("claim-3");
  await first.kill("SIGKILL");
  const second = await startedSayso(variables);
  const reviewer = desk(second);
  assert.equal(await reviewer.status("claim-3"), "pending");
  await reviewer.decide("claim-3", "approved", "after the crash");
  assert.equal(await reviewer.outcome("run-3"), "approved: after the crash");
  await agent.kill("SIGKILL");
  await second.kill("SIGTERM");
});
