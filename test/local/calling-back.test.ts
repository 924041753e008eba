import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { assertSigned, startCallbackAgent } from "../scenarios/callback-agent.ts";
import { freePort, newFolder, type Sayso, startedSayso } from "./spawned-sayso.ts";
import { send } from "./stream-of-work.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Twice as long as the claim of an attempt that was killed holds up the next one. */
const patienceMs = 60_000;

async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await check()); await sleep(50))
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
}

function ask(sayso: Sayso, approvalRequestId: string, url: string) {
  return send(sayso, "POST", "/v1/approvals", { approvalRequestId, resume: { kind: "callback", url } });
}

function decide(sayso: Sayso, id: string) {
  return fetch(`${sayso.baseUrl}/v1/approvals/${id}/decision`, {
    method: "POST",
    headers: { authorization: `Bearer ${sayso.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ decision: "approved" }),
  });
}

test("F6 an agent that is not there yet is called until it is, through kill -9, each time on the record", async (t) => {
  const variables = { PORT: String(await freePort()), SAYSO_DATA: newFolder() };
  const first = await startedSayso(variables);
  const agent = await startCallbackAgent({ status: 200, body: { resolved: false } }, { status: 503 });
  t.after(agent.stop);
  await ask(first, "claim-1", agent.url);
  assert.equal((await decide(first, "claim-1")).status, 200);
  await until("the first call", () => agent.calls.length > 0);
  await first.kill("SIGKILL");
  const second = await startedSayso(variables);
  const read = () => send(second, "GET", "/v1/approvals/claim-1");
  await until("resumed", async () => (await read()).resumeState === "resumed");
  assert.ok(agent.calls.length >= 3, `${agent.calls.length} calls`);
  const ids = new Set(agent.calls.map(({ headers }) => headers["webhook-id"]));
  assert.equal(ids.size, 1, "every attempt has the same id");
  const keys = (await (await fetch(`${second.baseUrl}/v1/keys`)).json()) as { keys: { publicKey: string }[] };
  for (const called of agent.calls) assertSigned(called, keys.keys[0]?.publicKey ?? "");
  const audit = await fetch(`${second.baseUrl}/v1/approvals/claim-1/audit`, {
    headers: { authorization: `Bearer ${second.adminToken}` },
  });
  const { entries } = (await audit.json()) as { entries: { type: string; detail: { reason?: string } }[] };
  const chain = entries.filter(({ type }) => type !== "execution.resume_put_off").map(({ type }) => type);
  assert.deepEqual(chain, ["approval.created", "approval.decided", "execution.resumed"]);
  const putOff = entries.filter(({ type }) => type === "execution.resume_put_off");
  assert.ok(putOff.some(({ detail }) => detail.reason === "it answered 503"));
  await second.kill("SIGTERM");
});

test("one agent that hangs holds up no other", async (t) => {
  const sayso = await startedSayso({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  t.after(() => silent.close());
  const quick = await startCallbackAgent();
  t.after(quick.stop);
  await ask(sayso, "claim-slow", `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
  await ask(sayso, "claim-quick", quick.url);
  for (const id of ["claim-slow", "claim-quick"]) await decide(sayso, id);
  await until("the quick one is called", () => quick.calls.length === 1);
  const { resumeState } = await send(sayso, "GET", "/v1/approvals/claim-slow");
  assert.equal(resumeState, "resuming");
  await sayso.kill("SIGTERM");
});
