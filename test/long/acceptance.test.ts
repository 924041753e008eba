import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startChromium } from "../browser/chromium.ts";
import { type AcceptanceRun, runAcceptance } from "./acceptance-run.ts";
import { assertSameItems } from "./assert-same-items.ts";
import { type Attempt, inWords } from "./attempt.ts";
import type { JournalLine } from "./claims-journal.ts";
import { type ExportedEntry, exportTrail, readTrail, verifyTrail } from "./exported-trail.ts";
import { journalOutcomes } from "./journal-outcomes.ts";
import { listExecutions } from "./list-executions.ts";
import { persistentCall } from "./persistent-call.ts";
import { runSummary } from "./run-summary.ts";

const seed = Number(process.env.SEED ?? 1);
const leastInBrowser = 40;
const leastKills = 5;
const ends = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];
const outcomeOf: Readonly<Record<string, string>> = {
  approved: "approved",
  rejected: "rejected",
  request_changes: "changes requested",
};

let run: AcceptanceRun;
let exported: string;
let trail: readonly ExportedEntry[];
let outcomes: ReadonlyMap<string, JournalLine>;
/** The approvals of the claims that were not settled by themselves. */
let paused: readonly string[];

before(
  async () => {
    run = await runAcceptance({ seed, kills: 8, inBrowser: 45, startBrowser: startChromium });
    outcomes = journalOutcomes(run.journal);
    const asked = [...outcomes.values()].filter(({ outcome }) => outcome !== "automatic");
    paused = asked.map(({ claimId }) => `claim-${claimId}`);
    exported = await exportTrail(run.service);
    trail = readTrail(exported);
    process.stdout.write(runSummary(run));
  },
  { timeout: 570_000 },
);

function entries(...types: readonly string[]): readonly ExportedEntry[] {
  return trail.filter(({ type }) => types.includes(type));
}

function idsOf(items: readonly { readonly approvalRequestId: string | null }[]): readonly string[] {
  return items.map(({ approvalRequestId }) => approvalRequestId ?? "");
}

/** Decision and words on record, by approval. */
function onRecord(): ReadonlyMap<string | null, string> {
  return new Map(
    entries("approval.decided").map(({ approvalRequestId, decision, disclosed }) => [
      approvalRequestId,
      inWords({ decision: decision ?? "", feedback: disclosed.feedback?.value ?? null }),
    ]),
  );
}

function answered(answer: Attempt["answer"]): readonly Attempt[] {
  return run.book.filter((attempt) => attempt.answer === answer);
}

describe("a file of claims, decided by people and programs while everything is killed again and again", () => {
  test("the service and the worker were killed at least five times each", () => {
    const { killed, service } = run;
    assert.ok(killed.service >= leastKills && killed.worker >= leastKills, JSON.stringify(killed));
    assert.equal(service.restarts.length, killed.service);
  });

  test("every claim of the file has exactly one outcome, and one analysis", () => {
    for (const type of ["outcome", "analysed"]) {
      const lines = run.journal.filter((line) => line.type === type);
      assertSameItems(
        lines.map(({ claimId }) => claimId),
        run.file.claimIds,
        type,
      );
    }
  });

  test("the worker's summary counts them all", () => {
    const counted = (name: string) => Number(new RegExp(`^ +${name} +(\\d+)$`, "m").exec(run.summary)?.[1]);
    const names = ["automatic", "approved", "rejected", "changes requested"];
    const inJournal = (name: string) => [...outcomes.values()].filter(({ outcome }) => outcome === name).length;
    assert.deepEqual(names.map(counted), names.map(inJournal), run.summary);
    assert.deepEqual([counted("expired"), counted("error"), counted("total")], [0, 0, run.file.claimIds.length]);
  });

  test("of every paused claim a person was asked once, and of no other", () => {
    assert.ok(paused.length > 100, `${paused.length} paused`);
    assertSameItems(idsOf(entries("approval.created")), paused, "asked");
    // A restarted worker is the same execution, and waits in the same way.
    assertSameItems(idsOf(entries("approval.waiter_attached")), [], "waiters besides the first");
  });

  test("every paused claim was decided once, and ended in no other way", () => {
    assertSameItems(idsOf(entries(...ends)), paused, "ended");
    assertSameItems(idsOf(entries("approval.decided")), paused, "decided");
  });

  test("the outcome of each, and its words, are those of its decision", () => {
    for (const { approvalRequestId, decision, disclosed } of entries("approval.decided")) {
      const line = outcomes.get(approvalRequestId?.slice("claim-".length) ?? "");
      const feedback = disclosed.feedback?.value ?? null;
      assert.deepEqual([line?.outcome, line?.feedback], [outcomeOf[decision ?? ""], feedback], approvalRequestId ?? "");
    }
  });

  test("every acknowledged decision is the one on record, and one was acknowledged for each", () => {
    const record = onRecord();
    for (const attempt of answered("recorded"))
      assert.equal(inWords(attempt), record.get(attempt.approvalRequestId), attempt.approvalRequestId);
    assertSameItems(idsOf(answered("recorded")), paused, "acknowledged");
  });

  test("whoever came second was told who had won, and nobody was left in doubt", () => {
    const record = onRecord();
    const refused = answered("refused");
    assert.ok(refused.length >= 20, `${refused.length} conflicts`);
    for (const { approvalRequestId, winner, channel } of refused)
      if (channel !== "dashboard") assert.equal(winner, record.get(approvalRequestId), approvalRequestId);
    assert.deepEqual(answered("unknown"), []);
  });

  test("at least forty were decided by a person's clicks and keys, and the record says so", () => {
    const inBrowser = answered("recorded").filter(({ channel }) => channel === "dashboard");
    assert.ok(inBrowser.length >= leastInBrowser, `${inBrowser.length}`);
    assert.deepEqual(new Set(inBrowser.map(({ by }) => by)), new Set(["mouse", "keyboard"]));
    for (const channel of ["dashboard", "api", "review_link"])
      assertSameItems(
        idsOf(entries("approval.decided").filter((entry) => entry.channel === channel)),
        idsOf(answered("recorded").filter((attempt) => attempt.channel === channel)),
        channel,
      );
  });

  test("an auditor's script finds every hash, chain and disclosed value right", () => {
    assert.equal(verifyTrail(exported).length, paused.length);
  });

  test("the service tells of each approval what the record says, and nothing waits any more", async () => {
    const { baseUrl, adminToken } = run.service;
    const record = onRecord();
    for (const id of paused) {
      const { json } = await persistentCall(`${baseUrl}/v1/approvals/${id}`, adminToken);
      assert.equal(inWords(json), record.get(id), id);
    }
    const { json } = await persistentCall(`${baseUrl}/v1/approvals?status=pending`, adminToken);
    assert.deepEqual(json.approvals, []);
    const executions = await listExecutions(run.service);
    assertSameItems(
      executions.map(({ executionId }) => executionId),
      run.file.claimIds.map((claimId) => `claim-${claimId}`),
      "executions",
    );
    assert.deepEqual([...new Set(executions.map(({ status }) => status))], ["succeeded"]);
  });
});

test("stopped in the end, the service has logged no error, and nothing but whole lines", async () => {
  assert.equal(await run.service.stop(), 0);
  const levels = run.service.log.filter((line) => line !== "").map((line) => JSON.parse(line).level);
  assert.deepEqual([...new Set(levels)], ["info"]);
});

after(() => run?.service.stop().catch(() => {}));
