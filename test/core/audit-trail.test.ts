import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { toNdjson } from "../../functions/api/audit-export.ts";
import { present } from "../../functions/api/routes/audit.ts";
import type { Approval } from "../../functions/core/approval.ts";
import type { AuditEntry, SealedEntry } from "../../functions/core/audit-entry.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { seal, sealEntry } from "../../functions/core/seal.ts";
import { approve, firstWaiter, nextDay, requestClaim, requestedAt } from "./claim.ts";
import { countingSealing } from "./sealing.ts";

const script = fileURLToPath(new URL("verify_chain.py", import.meta.url));

/** Runs the script on a trail as the service exports it. */
function audit(rows: readonly SealedEntry[]): { readonly status: number | null; readonly says: string } {
  const input = toNdjson(rows.map(present));
  const { status, stdout, stderr, error } = spawnSync("python3", [script], { input, encoding: "utf8" });
  if (error) throw error;
  return { status, says: (stdout + stderr).trim() };
}

function historyOf(approvalRequestId: string): readonly SealedEntry[] {
  const sealing = countingSealing();
  const feedback = 'Receipts "match";\n\t\u0001 caf\u00e9, \u20ac 12\u2028\ud83d\ude00 \u007f\\';
  const commands: readonly Command[] = [
    { ...requestClaim, approval: { ...requestClaim.approval, approvalRequestId } },
    { ...requestClaim, waiter: { ...firstWaiter, waiterId: "waiter-2" } },
    { ...approve, feedback },
    { type: "resumed", waiterId: "waiter-1" },
    { type: "give_up_resume", waiterId: "waiter-2", reason: "Zoë's queue \u007f is gone" },
  ];
  const entries: SealedEntry[] = [];
  let approval: Approval | undefined;
  for (const [index, command] of commands.entries()) {
    const sealed = seal(approval, decide(approval, command, requestedAt + index).events, sealing);
    entries.push(...sealed.entries);
    approval = sealed.after;
  }
  return entries;
}

const trail = historyOf("claim-42");
const erased = trail.map(({ entry }) => ({ entry, disclosures: {} }));
const head = trail.at(-1)?.entry.hash;

function changed(index: number, fields: Partial<AuditEntry>): readonly SealedEntry[] {
  return erased.map((row, at) => (at === index ? { ...row, entry: { ...row.entry, ...fields } } : row));
}

describe("an auditor with nothing but Python", () => {
  test("finds the trail whole, before and after the persons are erased, and learns its head", () => {
    assert.equal(trail.length, 5);
    assert.deepEqual(audit(trail), { status: 0, says: `claim-42 5 ${head}` });
    assert.deepEqual(audit(erased), { status: 0, says: `claim-42 5 ${head}` });
  });

  test("follows several approvals in one export, and observations between them", () => {
    const other = historyOf("claim-43");
    const viewed = sealEntry(
      { type: "approval.viewed", at: nextDay, approvalRequestId: "claim-42" },
      { reviewer: "rita@example.com" },
      countingSealing(),
    );
    const mixed = [...trail.slice(0, 2), ...other.slice(0, 1), viewed, ...trail.slice(2), ...other.slice(1)];
    assert.deepEqual(audit(mixed), {
      status: 0,
      says: `claim-42 5 ${head}\nclaim-43 5 ${other.at(-1)?.entry.hash}`,
    });
    const forged = { ...viewed, entry: { ...viewed.entry, approvalRequestId: "claim-43" } };
    assert.deepEqual(audit([forged]), { status: 1, says: "line 1: the entry was changed" });
  });

  test("sees a changed decision, time or reviewer", () => {
    const wrong = { status: 1, says: "line 3: the entry was changed" };
    assert.deepEqual(audit(changed(2, { decision: "rejected" })), wrong);
    assert.deepEqual(audit(changed(2, { decidedAt: "2026-01-02T10:00:00.001Z" })), wrong);
    assert.deepEqual(audit(changed(2, { reviewer: trail[0]?.entry.initiatedBy ?? null })), wrong);
  });

  test("sees an entry that was changed and given a new hash, by the one after it", () => {
    const [, second] = trail as [SealedEntry, SealedEntry];
    const rewritten = sealEntry({ ...second.entry, at: requestedAt, detail: {} }, {}, countingSealing());
    assert.deepEqual(audit(trail.toSpliced(1, 1, rewritten)), {
      status: 1,
      says: "line 3: does not follow the entry before it",
    });
  });

  test("sees an entry that was taken out, put in twice or moved", () => {
    const [first, second, ...rest] = trail as [SealedEntry, SealedEntry, ...SealedEntry[]];
    assert.deepEqual(audit([second, ...rest]), { status: 1, says: "line 1: does not follow the entry before it" });
    assert.deepEqual(audit([first, ...rest]), { status: 1, says: "line 2: does not follow the entry before it" });
    assert.deepEqual(audit([first, first, second]), { status: 1, says: "line 2: does not follow the entry before it" });
    assert.deepEqual(audit([second, first]), { status: 1, says: "line 1: does not follow the entry before it" });
  });

  test("sees words put into a reviewer's mouth", () => {
    const forged = trail.map((row, index) =>
      index === 2 ? { ...row, disclosures: { ...row.disclosures, feedback: { salt: "salt-4", value: "No." } } } : row,
    );
    assert.deepEqual(audit(forged), { status: 1, says: "line 3: a disclosed value is not the one committed to" });
  });
});

test("the page about the audit trail prints the very script that is tested here", () => {
  const page = readFileSync(new URL("../../docs/audit-trail.md", import.meta.url), "utf8");
  const [, code] = /```python\n([^`]*)```/.exec(page) ?? [];
  assert.equal(code, readFileSync(script, "utf8"));
});

test("the page about the audit trail names every field of an entry, and no other", () => {
  const page = readFileSync(new URL("../../docs/audit-trail.md", import.meta.url), "utf8");
  const rows = page.matchAll(/^\| ((?:`\w+`,? ?)+)\|/gm);
  const named = [...rows].flatMap(([, names]) => [...(names ?? "").matchAll(/\w+/g)].map(String));
  assert.deepEqual(named.toSorted(), Object.keys(trail[0]?.entry ?? {}).toSorted());
});
