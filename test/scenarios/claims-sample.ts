import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { auditOf, decideSignedIn, poll, until, type World } from "./world.ts";

/** The sample that ships with the example. */
export const sample = join(import.meta.dirname, "..", "..", "examples", "claim-processor", "claims.csv");

/** A run of a claims program that has been started. */
export interface ClaimsProgram {
  readonly child: ChildProcess;
  /** What it printed and how it ended, once it has. */
  readonly ended: Promise<{ readonly out: string; readonly err: string; readonly code: number | null }>;
}

const decisions = {
  "SAMPLE-03": "approved",
  "SAMPLE-06": "rejected",
  "SAMPLE-04": "request_changes",
  "SAMPLE-08": "approved",
  "SAMPLE-10": "rejected",
  "SAMPLE-12": "approved",
} as const;

/**
 * Has a program work through the sample, and kills it in between: the small claims are settled, the others wait all at
 * once, and the run after the kill goes on without a second request or analysis.
 *
 * @param world a server of its own
 */
export async function claimsSample(
  world: World,
  folder: string,
  start: (...args: string[]) => ClaimsProgram,
): Promise<void> {
  const journal = join(folder, "journal.ndjson");
  const entries = (type: string): string[] => {
    const lines = existsSync(journal) ? readFileSync(journal, "utf8").split("\n").slice(0, -1) : [];
    return lines
      .map((line) => JSON.parse(line))
      .filter((entry) => entry.type === type)
      .map((entry) => entry.claimId);
  };
  const [early, late] = [Object.entries(decisions).slice(0, 2), Object.entries(decisions).slice(2)];
  const decide = async (some: typeof early) => {
    for (const [id, decision] of some)
      assert.equal((await decideSignedIn(world, `claim-${id}`, { decision, feedback: "seen" })).status, 200);
  };
  const asked = async () => {
    const statuses = Object.keys(decisions).map(async (id) => (await poll(world, `claim-${id}`, 0)).status);
    return (await Promise.all(statuses)).every((status) => status === 200);
  };

  const first = start(sample, "--journal", journal);
  await until("six are asked about at once", asked);
  await decide(early);
  await until("six are settled and two decided", () => entries("outcome").length === 8);
  first.child.kill("SIGKILL");
  await first.ended;

  const second = start(sample, "--journal", journal);
  await decide(late);
  const { out, err, code } = await second.ended;
  assert.deepEqual([err, code], ["", 0]);
  assert.match(out, /^claims\.csv: 12 claims, 8 done before\./);
  const counts = [
    "automatic +6",
    "approved +3",
    "rejected +2",
    "changes requested +1",
    "expired +0",
    "error +0",
    "total +12",
  ];
  for (const line of counts) assert.match(out, new RegExp(`^ {2}${line}$`, "m"));
  assert.match(out, /^Analyses in this run: 0 \(by fixed rules, not AI\); taken from the journal: 0$/m);
  for (const type of ["analysed", "outcome"]) assert.equal(new Set(entries(type)).size, entries(type).length);
  assert.deepEqual([entries("analysed").length, entries("outcome").length], [12, 12]);
  for (const id of Object.keys(decisions)) {
    const created = (await auditOf(world, `claim-${id}`)).filter(({ type }) => type === "approval.created");
    assert.equal(created.length, 1);
  }

  const again = await start(sample, "--journal", journal).ended;
  assert.deepEqual([again.err, again.code], ["", 0]);
  assert.match(again.out, /12 claims, 12 done before\./);
}
