import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import test, { type TestContext } from "node:test";
import { SaysoClient } from "../../../sdk/typescript/src/index.ts";
import { freePort, newFolder, startedSayso } from "../../local/spawned-sayso.ts";
import { CheckpointDouble } from "./checkpoint-double.ts";

const sayso = await startedSayso({ SAYSO_DATA: newFolder(), PORT: String(await freePort()) });
const { apiKey, adminToken, baseUrl: serverUrl } = sayso;
const client = new SaysoClient({ serverUrl, apiKey });
const reviewer = new SaysoClient({ serverUrl, token: adminToken });

/** One durable execution, each of whose invocations is a process. */
async function execution(t: TestContext, id: string) {
  const store = new CheckpointDouble({ id });
  await store.listen(t);
  async function invoke(): Promise<{ Status: string; Result?: string } | "killed"> {
    const event = {
      DurableExecutionArn: `arn:aws:lambda:eu-west-1:123456789012:function:claims:1/durable-execution/run-${id}/uuid-${id}`,
      CheckpointToken: "token",
      InitialExecutionState: { Operations: [...store.operations.values()], NextMarker: "" },
    };
    const env = { ...process.env, SAYSO_SERVER_URL: serverUrl, SAYSO_API_KEY: apiKey, CHECKPOINTS: store.url };
    const program = join(import.meta.dirname, "invocation.ts");
    const child = spawn(process.execPath, [program, JSON.stringify(event)], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    store.child = child;
    t.after(() => child.kill("SIGKILL"));
    const [out, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
    if (signal === "SIGKILL") return "killed";
    assert.equal(code, 0);
    return JSON.parse(out);
  }
  async function told(): Promise<{ status: string; notes: string[] }> {
    const headers = { authorization: `Bearer ${adminToken}` };
    const response = await fetch(`${serverUrl}/v1/executions/claim-processor:run-${id}:uuid-${id}`, { headers });
    const { status, notes } = (await response.json()) as { status: string; notes: { message: string }[] };
    return { status, notes: notes.map(({ message }) => message) };
  }
  async function requests(): Promise<number> {
    const headers = { authorization: `Bearer ${adminToken}` };
    const response = await fetch(`${serverUrl}/v1/approvals/claim-${id}/audit`, { headers });
    const { entries } = (await response.json()) as { entries: { type: string }[] };
    return entries.filter(({ type }) => type === "approval.created").length;
  }
  return { store, invoke, told, requests };
}

test("a process for each part: the second goes on at the line after the pause", { timeout: 300_000 }, async (t) => {
  const { store, invoke, told, requests } = await execution(t, "42");
  assert.deepEqual(await invoke(), { Status: "PENDING" });
  assert.deepEqual(await told(), { status: "waiting", notes: ["Assessed: risky"] });
  await reviewer.submitDecision("claim-42", { decision: "approved", feedback: "Carrier confirmed" });
  store.callBack("pause claim-42", await client.waitForApproval("claim-42"));
  assert.deepEqual(await invoke(), {
    Status: "SUCCEEDED",
    Result: '{"assessment":"risky","decision":"approved","feedback":"Carrier confirmed"}',
  });
  assert.equal(store.modelCalls, 1);
  assert.equal(await requests(), 1);
  assert.deepEqual(await told(), { status: "succeeded", notes: ["Assessed: risky", "Decided: approved"] });
});

test("killed between doing and writing down, at each place: one answer, one note of each kind, one request", {
  timeout: 500_000,
}, async (t) => {
  const { store, invoke, told, requests } = await execution(t, "43");
  const places = [
    "model",
    "SUCCEED note 1",
    "START pause claim-43",
    "START callback of pause claim-43",
    "SUCCEED step of pause claim-43",
    "SUCCEED pause claim-43",
    "SUCCEED note 2",
    "SUCCEED execution succeeded",
  ];
  const left = [...places];
  store.killAt = (what) => left[0] === what && left.shift() !== undefined;
  let decided = false;
  let outcome: Awaited<ReturnType<typeof invoke>> = "killed";
  for (let count = 1; outcome === "killed" || outcome.Status === "PENDING"; count++) {
    assert.ok(count < 20, `still ${JSON.stringify(outcome)} with ${left} left`);
    outcome = await invoke();
    if (outcome === "killed" || outcome.Status !== "PENDING" || decided) continue;
    await reviewer.submitDecision("claim-43", { decision: "rejected", feedback: "Too much" });
    store.callBack("pause claim-43", await client.waitForApproval("claim-43"));
    decided = true;
  }
  assert.deepEqual(store.killed, places);
  assert.deepEqual(outcome, {
    Status: "SUCCEEDED",
    Result: '{"assessment":"risky","decision":"rejected","feedback":"Too much"}',
  });
  assert.equal(store.modelCalls, 1);
  assert.equal(await requests(), 1);
  assert.deepEqual(await told(), { status: "succeeded", notes: ["Assessed: risky", "Decided: rejected"] });
});
