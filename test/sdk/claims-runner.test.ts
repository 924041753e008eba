import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { claimsRuns, sample } from "./claims-run.ts";
import { eventually } from "./eventually.ts";

/** The claims of the sample about which somebody is asked. */
const waiting = ["03", "04", "06", "08", "10", "12"].map((number) => `claim-SAMPLE-${number}`);

test("the sample: small claims are settled, the others wait all at once, and the outcomes are counted", async (t) => {
  const { stub, run, journal, journalLines } = await claimsRuns(t);
  const { end } = run(sample, "--journal", journal, "--expires-in-hours", "0.5");
  await eventually(() => waiting.every((id) => stub.approvals.heldFor(id) === 1));
  const decisions = ["approved", "approved", "rejected", "request_changes", "expired", "error"] as const;
  for (const [index, id] of waiting.entries()) stub.approvals.decide(id, decisions[index] ?? "error", "seen");
  const { out, err, code } = await end;
  assert.equal(err, "");
  assert.equal(code, 0);
  assert.equal(
    out,
    `claims.csv: 12 claims, 0 done before. Assessed by fixed rules, not AI (SAYSO_MODEL sets a model).
6 of 12 claims wait for a decision · 6 automatic
  automatic          6
  approved           2
  rejected           1
  changes requested  1
  expired            1
  error              1
  total             12
Analyses in this run: 12 (by fixed rules, not AI); taken from the journal: 0
Journal: ${journal}
`,
  );
  assert.equal((await journalLines()).filter(({ type }) => type === "outcome").length, 12);
  assert.equal(stub.sent("POST", "/v1/approvals").length, 6);
});

test("the reviewer is shown the question, the case and the action, and told that rules assessed it", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  const { child, end } = run(sample, "--journal", journal, "--quiet-progress");
  await eventually(() => stub.approvals.heldFor("claim-SAMPLE-12") === 1);
  child.kill("SIGKILL");
  await end;
  const sent = stub
    .sent("POST", "/v1/approvals")
    .find(({ body }) => (body as { approvalRequestId: string }).approvalRequestId === "claim-SAMPLE-12");
  assert.deepEqual(sent?.body, {
    approvalRequestId: "claim-SAMPLE-12",
    expiresInHours: 24,
    title: "Pay $22,900.00 for claim SAMPLE-12?",
    context: [
      "**Risk 25 of 100** (assessed by fixed rules, not AI)",
      "Rule-based assessment (fixed rules, no AI): risk 25 of 100; major damage.",
      "- Major damage",
      "**Claim:** Single Vehicle Collision (Rear Collision), Major Damage, 2021 Altair Tourer; Westford, IL, 20/10/2026",
      "Recommended: review",
    ].join("\n\n"),
    action: { name: "pay_claim", arguments: { claimId: "SAMPLE-12", amount: 22900, currency: "USD" } },
    metadata: { claimId: "SAMPLE-12", amount: 22900, risk: 25, assessor: "rules" },
    agent: "claim-processor",
    executionId: "claim-SAMPLE-12",
  });
});

test("a run that is done says so again without asking anything", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  assert.equal((await run(sample, "--journal", journal, "--limit", "2").end).code, 0);
  const sent = stub.requests.length;
  const again = await run(sample, "--journal", journal, "--limit", "2").end;
  assert.match(again.out, /2 claims, 2 done before/);
  assert.match(again.out, /Analyses in this run: 0 /);
  assert.equal(stub.requests.length, sent);
});

test("a torn last line is done over; a line that is no journal line is refused", async (t) => {
  const { run, journal, journalLines } = await claimsRuns(t);
  await run(sample, "--journal", journal, "--limit", "1").end;
  await appendFile(journal, '{"type":"outcome","claimId":"SAMPLE-02","outco');
  const second = await run(sample, "--journal", journal, "--limit", "2").end;
  assert.match(second.out, /2 claims, 1 done before/);
  const outcomes = (await journalLines()).filter(({ type }) => type === "outcome");
  assert.deepEqual(
    outcomes.map(({ claimId }) => claimId),
    ["SAMPLE-01", "SAMPLE-02"],
  );
  await appendFile(journal, "something else\n");
  const third = await run(sample, "--journal", journal, "--limit", "2").end;
  assert.equal(third.code, 2);
  assert.match(third.err, /journal\.ndjson, line 5: not a line of a claims journal/);
});

test("a second run on the same journal is refused while the first is at work", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  const first = run(sample, "--journal", journal);
  await eventually(() => stub.approvals.heldFor("claim-SAMPLE-12") === 1);
  const second = await run(sample, "--journal", journal).end;
  assert.equal(second.code, 2);
  assert.match(second.err, /^Another run is at work on claims\.csv/);
  first.child.kill("SIGKILL");
  await first.end;
});

test("Ctrl-C says what is done, what waits and how to go on", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  const { child, end } = run(sample, "--journal", journal, "--quiet-progress");
  await eventually(() => waiting.every((id) => stub.approvals.heldFor(id) === 1));
  child.kill("SIGINT");
  const { out, code } = await end;
  assert.equal(code, 130);
  // Of the six small claims those count as done whose lines the disk has acknowledged.
  assert.match(
    out,
    /Stopped: [0-6] claims done, 6 wait for a decision\. Nothing is lost\.\nRun the same command again to go on with claims\.csv\.\n$/,
  );
});

test("a run that another program started ends with that program", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  const { child, end } = run(sample, "--journal", journal, "--quiet-progress");
  await eventually(() => stub.approvals.heldFor("claim-SAMPLE-12") === 1);
  child.disconnect();
  assert.equal((await end).code, 0);
});

test("a server that is not there, or does not know the key, is said before anything is done", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  stub.fault = () => ({ status: 401, body: { code: "unauthenticated", detail: "The API key is unknown." } });
  const unknown = await run(sample, "--journal", journal).end;
  assert.equal(unknown.code, 2);
  assert.equal(unknown.err, "The API key is unknown. Look at SAYSO_API_KEY.\n");
  await stub.goAway();
  const away = await run(sample, "--journal", journal).end;
  assert.equal(
    away.err,
    `No answer from ${stub.url} (ECONNREFUSED). Start it with npm start, or set SAYSO_SERVER_URL.\n`,
  );
});

test("where no key is set, it says which one to set", async (t) => {
  const { stub, run, journal } = await claimsRuns(t, { SAYSO_API_KEY: "" });
  stub.fault = () => ({ status: 401, body: { code: "unauthenticated", detail: "Send an API key as X-API-Key." } });
  const { code, err } = await run(sample, "--journal", journal).end;
  assert.deepEqual(
    [code, err],
    [2, "The server asks for an API key: set SAYSO_API_KEY to the agents' key that npm start printed.\n"],
  );
});

test("a claim that the server refuses is named, the others go on, and the exit code says so", async (t) => {
  const { stub, run, journal } = await claimsRuns(t);
  stub.fault = ({ method, body }) =>
    method === "POST" && (body as { approvalRequestId?: string }).approvalRequestId === "claim-SAMPLE-03"
      ? { status: 403, body: { code: "forbidden", detail: "Not yours" } }
      : undefined;
  const { out, err, code } = await run(sample, "--journal", journal, "--limit", "3").end;
  assert.equal(code, 1);
  assert.match(
    err,
    /! Claim SAMPLE-03: Not yours\n1 claims were not processed\. Run the same command again to go on\./,
  );
  assert.match(out, /automatic {9}2\n/);
});

test("with a model in SAYSO_MODEL the model assesses", async (t) => {
  const model = `
    import { MockLanguageModelV4 } from ${JSON.stringify(import.meta.resolve("ai/test"))};
    const answer = { riskScore: 91, fraudIndicators: ["*odd*"], recommendedAction: "reject", summary: "Odd." };
    export const model = new MockLanguageModelV4({
      modelId: "assessor-9",
      doGenerate: {
        content: [{ type: "text", text: JSON.stringify(answer) }],
        finishReason: { unified: "stop", raw: "stop" },
        usage: { inputTokens: {}, outputTokens: {} },
        warnings: [],
      },
    });`;
  const { stub, folder, run, journal } = await claimsRuns(t, { SAYSO_MODEL: "./model.mjs" });
  await writeFile(join(folder, "model.mjs"), model);
  const { child, end } = run(sample, "--journal", journal, "--limit", "1");
  await eventually(() => stub.approvals.heldFor("claim-SAMPLE-01") === 1);
  const context = String(stub.approvals.byId.get("claim-SAMPLE-01")?.context);
  assert.match(context, /\*\*Risk 91 of 100\*\* \(assessed by assessor-9\)\n\nOdd\.\n\n- \\\*odd\\\*/);
  child.kill("SIGKILL");
  assert.match((await end).out, /Assessed by assessor-9\./);
});
