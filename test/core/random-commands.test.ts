import assert from "node:assert/strict";
import { test } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import type { Approval } from "../../functions/core/approval.ts";
import { entryHash, type SealedEntry } from "../../functions/core/audit-entry.ts";
import { decide } from "../../functions/core/decide.ts";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { seal } from "../../functions/core/seal.ts";
import { requestedAt } from "./claim.ts";
import { persons, randomSteps, type Step, tokenMark, words } from "./random-command.ts";
import { countingSealing, sha256 } from "./sealing.ts";

const seed = 20_260_104;
const numRuns = 3_000;

interface History {
  readonly approval: Approval | undefined;
  readonly events: readonly ApprovalEvent[];
  readonly entries: readonly SealedEntry[];
  readonly refusals: readonly string[];
}

/** Lives one approval's life, and checks at every step what only that step can show. */
function live(steps: readonly Step[]): History {
  const sealing = countingSealing();
  const events: ApprovalEvent[] = [];
  const entries: SealedEntry[] = [];
  const refusals: string[] = [];
  let approval: Approval | undefined;
  let clock = requestedAt;
  for (const { elapsedMs, command } of steps) {
    clock += elapsedMs;
    const verdict = decide(approval, command, clock);
    if (!verdict.ok) {
      refusals.push(verdict.refusal.code);
      assert.deepEqual(
        verdict.events.filter(({ type }) => type !== "approval.expired"),
        [],
      );
    }
    for (const event of verdict.events)
      if (event.type === "approval.decided")
        assert.ok(approval && clock < approval.expiresAt && event.at < approval.expiresAt);
      else if (event.type === "approval.reminded" || event.type === "approval.escalated") checkTimer(approval, event);
    if (verdict.events.length === 0) continue;
    const sealed = seal(approval, verdict.events, sealing);
    if (approval && approval.status !== "pending") assert.equal(sealed.after.status, approval.status);
    approval = sealed.after;
    events.push(...verdict.events);
    entries.push(...sealed.entries);
  }
  return { approval, events, entries, refusals };
}

/** Neither early, nor after the end, nor taking anybody's right away. */
function checkTimer(approval: Approval | undefined, event: ApprovalEvent): void {
  assert.ok(approval?.status === "pending" && event.at < approval.expiresAt);
  const { remindAfterHours = Infinity, escalateAfterHours = Infinity } = approval.policy;
  const hours = event.type === "approval.reminded" ? remindAfterHours : escalateAfterHours;
  assert.ok(event.at >= approval.createdAt + hours * 3_600_000);
  if (event.type === "approval.escalated")
    assert.deepEqual(event.reviewers.slice(0, approval.reviewers.length), approval.reviewers);
}

function checkState({ approval, events, entries }: History): void {
  const ends = events.filter(({ type }) => /^approval\.(decided|expired|cancelled|failed)$/.test(type));
  assert.equal(ends.length, approval && approval.status !== "pending" ? 1 : 0);
  assert.equal(approval?.version ?? 0, events.length);
  const folded = events.reduce<Approval | undefined>(evolve, undefined);
  assert.deepEqual(folded && { ...folded, lastHash: entries.at(-1)?.entry.hash }, approval);
  assert.ok((approval?.waiters.length ?? 0) <= 16);
  const { reviewers = [], formerLinks = [], linkGeneration = 1 } = approval ?? {};
  assert.ok(reviewers.length <= 20 && formerLinks.length <= 20);
  assert.equal(new Set(reviewers).size, reviewers.length);
  assert.equal(linkGeneration, 1 + events.filter(({ type }) => type === "approval.reassigned").length);
  assert.ok(formerLinks.every(({ generation }) => generation < linkGeneration));
  for (const once of ["approval.reminded", "approval.escalated"])
    assert.ok(events.filter(({ type }) => type === once).length <= 1, once);
  assert.deepEqual(
    events.map(({ at }) => at),
    events.map(({ at }) => at).toSorted((a, b) => a - b),
  );
}

function checkChain({ events, entries }: History): void {
  let previousHash: string | null = null;
  for (const [index, { entry }] of entries.entries()) {
    assert.equal(entry.sequence, index + 1);
    assert.equal(entry.type, events[index]?.type);
    assert.equal(entry.previousHash, previousHash);
    assert.equal(entry.hash, entryHash(sha256, entry));
    const { hash, ...body } = entry;
    assert.equal(hash, `sha256:${sha256(canonicalize(body) ?? "")}`);
    previousHash = entry.hash;
  }
}

const committed = [
  ...["requesterSession", "initiatedBy", "reviewers", "previousReviewers", "escalateTo"],
  ...["reviewer", "reviewerName", "feedback"],
] as const;

function checkPersons({ events, entries }: History): void {
  const text = JSON.stringify(entries.map(({ entry }) => entry));
  for (const secret of [...persons, ...words, tokenMark])
    assert.equal(text.includes(JSON.stringify(secret).slice(1, -1)), false, secret);
  assert.equal(JSON.stringify(entries).includes(tokenMark), false);
  for (const [index, { entry, disclosures }] of entries.entries()) {
    const event = events[index];
    for (const field of committed) {
      const opened = disclosures[field];
      assert.equal(entry[field], opened ? `sha256:${sha256(canonicalize([opened.salt, opened.value]) ?? "")}` : null);
    }
    const said = event && "feedback" in event ? event.feedback : null;
    assert.equal(disclosures.feedback?.value ?? null, said);
    if (event?.type === "approval.decided") assert.equal(disclosures.reviewer?.value, event.reviewer.id);
    if (event?.type === "approval.reassigned") {
      assert.equal(disclosures.reviewer?.value, event.by.id);
      assert.deepEqual(JSON.parse(disclosures.reviewers?.value ?? ""), event.reviewers);
    }
  }
  const salts = entries.flatMap(({ disclosures }) => Object.values(disclosures).map(({ salt }) => salt));
  assert.equal(new Set(salts).size, salts.length);
}

test(`F3 F4 F10 F18 whatever happens to an approval, in ${numRuns} lives (seed ${seed})`, (t) => {
  const seen = new Set<string>();
  let steps = 0;
  fc.assert(
    fc.property(randomSteps, (life) => {
      const history = live(life);
      checkState(history);
      checkChain(history);
      checkPersons(history);
      steps += life.length;
      for (const { type } of history.events) seen.add(type);
      for (const code of history.refusals) seen.add(`!${code}`);
    }),
    { seed, numRuns },
  );
  t.diagnostic(`seed ${seed}: ${steps} commands in ${numRuns} lives`);
  assert.deepEqual([...seen].toSorted(), [
    "!already_decided",
    "!approval_already_requested",
    "!approval_not_found",
    "!approval_request_conflict",
    "!expired",
    "!expiry_in_the_past",
    "!link_superseded",
    "!nobody_to_decide",
    "!not_a_reviewer",
    "!not_your_approval",
    "!reassigned",
    "!self_approval",
    "!too_many_reviewers",
    "!too_many_waiters",
    "approval.cancelled",
    "approval.created",
    "approval.decided",
    "approval.escalated",
    "approval.expired",
    "approval.expiry_changed",
    "approval.failed",
    "approval.reassigned",
    "approval.reminded",
    "approval.waiter_attached",
    "execution.resume_given_up",
    "execution.resumed",
    "wait.restarted",
  ]);
});
