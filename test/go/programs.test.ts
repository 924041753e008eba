import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readClaims } from "../../examples/claim-processor/typescript/read-claims.ts";
import { assessByRules } from "../../examples/claim-processor/typescript/rule-based-assessor.ts";
import { freePort, newFolder, type Sayso, startedSayso } from "../local/spawned-sayso.ts";
import { claimsSample, sample } from "../scenarios/claims-sample.ts";
import { startLocalWorld } from "../scenarios/local-world.ts";
import { built, run, start } from "./go-command.ts";

// Programs that documents print ("reference_page.go", "pause.go", "callback.go") and the example, against a real server.
const variables = { PORT: String(await freePort()), SAYSO_DATA: newFolder() };
let sayso = await startedSayso(variables);
const [referencePage, pause, callback, claimProcessor] = [
  await built("test/go/snippets", "./reference_page"),
  await built("test/go/snippets", "./pause"),
  await built("test/go/snippets", "./callback"),
  await built("examples/claim-processor/go"),
];

function environment({ baseUrl, apiKey }: Sayso) {
  return { SAYSO_SERVER_URL: baseUrl, SAYSO_API_KEY: apiKey, SAYSO_AUTH: "" };
}

/** Whatever a test looks at in an answer. */
interface Answered {
  readonly title: string;
  readonly context: string;
  readonly action: object;
  readonly status: string;
  readonly approvalRequestUrl: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly notes: readonly { readonly message: string }[];
  readonly entries: readonly { readonly type: string }[];
  readonly keys: readonly { readonly publicKey: string }[];
}

async function ask(path: string, body?: object): Promise<{ status: number; body: Answered }> {
  const headers = { authorization: `Bearer ${sayso.adminToken}`, "content-type": "application/json" };
  const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${sayso.baseUrl}/v1${path}`, init);
  return { status: response.status, body: (await response.json()) as Answered };
}

const asked = (id: string) => eventuallyAsync(async () => (await ask(`/approvals/${id}`)).status === 200);

async function eventuallyAsync(condition: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 120_000; !(await condition()); await new Promise((ok) => setTimeout(ok, 30)))
    if (performance.now() > end) throw new Error("it did not come about");
}

async function decide(id: string, decision: string): Promise<void> {
  assert.equal((await ask(`/approvals/${id}/decision`, { decision, feedback: "Fine" })).status, 200);
}

for (const [decision, printed] of [
  ["approved", "claim approved approved: Fine\n"],
  ["request_changes", "claim request_changes flagged for review: Fine\n"],
  ["rejected", "claim rejected rejected: Fine\n"],
] as const)
  test(`the reference page's snippet runs as printed: ${decision}`, async () => {
    const { ended } = start(referencePage, [decision], ".", environment(sayso));
    await asked(`claim-${decision}`);
    await decide(`claim-${decision}`, decision);
    assert.deepEqual(await ended, { code: 0, stdout: printed, stderr: "" });
    const { body } = await ask(`/approvals/claim-${decision}`);
    assert.equal(body.approvalRequestUrl, `https://dashboard.example.com/claims/${decision}`);
    assert.equal(Date.parse(body.expiresAt) - Date.parse(body.createdAt), 24 * 3600 * 1000);
  });

test("pause.go pauses, and takes up its wait after kill -9", async () => {
  const first = start(pause, [], ".", environment(sayso));
  await asked("refund-1009");
  first.child.kill("SIGKILL");
  assert.match((await first.ended).stdout, /^(Waiting for a decision at http:\/\/\S+\n)?$/);
  await decide("refund-1009", "approved");
  assert.deepEqual(await run(pause, [], ".", environment(sayso)), {
    code: 0,
    stdout: "Refunding: Fine\n",
    stderr: "",
  });
});

test("callback.go is called with a decision that it can verify, and refuses what Sayso has not signed", async () => {
  const { keys } = (await ask("/keys")).body;
  const address = `127.0.0.1:${await freePort()}`;
  const agent = { ...environment(sayso), AGENT_ADDRESS: address, SAYSO_WEBHOOK_KEY: keys[0]?.publicKey ?? "" };
  const { child, ended } = start(callback, [], ".", agent);
  await asked("refund-1010");
  const body = JSON.stringify({ approvalRequestId: "refund-1010", decision: "approved" });
  // It asks beside beginning to listen.
  let status: number | undefined;
  await eventuallyAsync(async () => {
    const response = await fetch(`http://${address}/decided`, { method: "POST", body }).catch(() => undefined);
    status = response?.status;
    return response !== undefined;
  });
  assert.equal(status, 400);
  await decide("refund-1010", "rejected");
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  assert.equal((await ended).stdout, "refund-1010 was rejected\n");
});

const notesOf = async (id: string) => (await ask(`/executions/claim-${id}`)).body.notes.map(({ message }) => message);

const outcomes: readonly (readonly [string, string])[] = [
  ["approved", '{"decision":"approved","method":"human","feedback":"Fine"}'],
  ["request_changes", '{"decision":"needs_review","feedback":"Fine"}'],
  ["rejected", '{"decision":"rejected","reason":"Fine"}'],
];

for (const [decision, printed] of outcomes)
  test(`the claim processor: ${decision}`, async () => {
    const id = `go-${decision}`;
    const { ended } = start(claimProcessor, [id, "60000", "Water *damage*"], ".", environment(sayso));
    await asked(`claim-${id}`);
    const { title, context, action } = (await ask(`/approvals/claim-${id}`)).body;
    assert.equal(title, `Pay $60,000.00 for claim ${id}?`);
    assert.match(context, /Rule-based assessment \(fixed rules, no AI\): risk 30 of 100; high amount/);
    assert.match(context, /\*\*Claim:\*\* Water \\\*damage\\\*/);
    assert.deepEqual(action, { name: "pay_claim", arguments: { claimId: id, amount: 60_000, currency: "USD" } });
    await decide(`claim-${id}`, decision);
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Waiting for a decision: http:\S+\n/);
    assert.equal(stdout.split("\n")[1], printed);
    const notes = ["Risk score: 30/100", "Escalating for human review: risk=30, amount=$60,000.00"];
    assert.deepEqual(await notesOf(id), [...notes, `Decided: ${decision}`]);
    assert.equal((await ask(`/executions/claim-${id}`)).body.status, "succeeded");
  });

test("the claim processor settles a small claim by itself", async () => {
  const { stdout } = await run(claimProcessor, ["go-small", "900"], ".", environment(sayso));
  assert.equal(stdout, '{"decision":"approved","method":"automatic"}\n');
  assert.equal((await ask("/approvals/claim-go-small")).status, 404);
});

test("the claim processor works through the sample; killed while claims wait, it goes on where it was", async (t) => {
  const world = await startLocalWorld();
  t.after(() => world.stop());
  const own = { SAYSO_SERVER_URL: world.baseUrl, SAYSO_API_KEY: world.agentHeaders["x-api-key"] ?? "", SAYSO_AUTH: "" };
  await claimsSample(world, newFolder(), (file = "", ...options) => {
    const { child, ended } = start(claimProcessor, [file, ...options], ".", own);
    return { child, ended: ended.then(({ stdout, stderr, code }) => ({ out: stdout, err: stderr, code })) };
  });
});

test("the Go example judges the sample as the TypeScript one does", async (t) => {
  const world = await startLocalWorld();
  t.after(() => world.stop());
  const own = { SAYSO_SERVER_URL: world.baseUrl, SAYSO_API_KEY: world.agentHeaders["x-api-key"] ?? "", SAYSO_AUTH: "" };
  const journal = join(newFolder(), "journal.ndjson");
  const { child, ended } = start(claimProcessor, [sample, "--journal", journal], ".", own);
  const { claims } = await readClaims(sample);
  const lines = () => (existsSync(journal) ? readFileSync(journal, "utf8").split("\n").slice(0, -1) : []);
  const analysed = () =>
    lines()
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === "analysed");
  await eventuallyAsync(async () => analysed().length === claims.length);
  child.kill("SIGKILL");
  await ended;
  const judged = new Map(analysed().map(({ claimId, assessment }) => [claimId, assessment.Summary]));
  for (const claim of claims) assert.equal(judged.get(claim.claimId), assessByRules(claim).summary);
});

test("the claim processor names what it cannot read", async () => {
  const file = join(newFolder(), "wrong.csv");
  writeFileSync(file, "policy_number,total_claim_amount\n1,2\n");
  const { code, stderr } = await run(claimProcessor, [file], ".", environment(sayso));
  assert.deepEqual([code, stderr], [2, `${file}, row 1: no column injury_claim\n`]);
});

test("the claim processor says how it is used", async () => {
  for (const words of [[], ["42"], ["42", "much"], ["42", "-1"], ["42", "1", "2", "3"]])
    assert.equal((await run(claimProcessor, words, ".", environment(sayso))).code, 2);
});

test("the claim processor and the server are killed while it waits; nothing is asked or analysed twice", async () => {
  const first = start(claimProcessor, ["go-killed", "60000"], ".", environment(sayso));
  await once(first.child.stdout, "data");
  first.child.kill("SIGKILL");
  const second = start(claimProcessor, ["go-killed", "60000"], ".", environment(sayso));
  await once(second.child.stdout, "data");
  await sayso.kill("SIGKILL");
  sayso = await startedSayso(variables);
  await decide("claim-go-killed", "approved");
  const { code, stdout } = await second.ended;
  assert.equal(code, 0);
  assert.equal(stdout.split("\n")[1], '{"decision":"approved","method":"human","feedback":"Fine"}');
  const before = ["Risk score: 30/100", "Escalating for human review: risk=30, amount=$60,000.00"];
  assert.deepEqual(await notesOf("go-killed"), [...before, "Resumed after a restart: approved"]);
  const { body } = await ask("/approvals/claim-go-killed/audit");
  const types = body.entries.map(({ type }) => type);
  assert.equal(types.filter((type) => type === "approval.created").length, 1);
});
