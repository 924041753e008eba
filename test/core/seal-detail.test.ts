import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type AuditEntry, auditPosition, meanings } from "../../functions/core/audit-entry.ts";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { seal, sealEntry } from "../../functions/core/seal.ts";
import { claimDecided, expiresAt, firstWaiter, nextDay, pendingClaim, rita } from "./claim.ts";
import { countingSealing } from "./sealing.ts";

function entryOf(event: ApprovalEvent): AuditEntry {
  const approval = event.type.startsWith("execution.") ? claimDecided("approved") : pendingClaim;
  const sealed = seal(approval, [event], countingSealing()).entries[0];
  assert.ok(sealed);
  return sealed.entry;
}

describe("what only one type of entry says", () => {
  const second = { ...firstWaiter, waiterId: "waiter-2", executionId: "run-2" };
  const cases: readonly (readonly [ApprovalEvent, AuditEntry["detail"]])[] = [
    [
      { type: "approval.waiter_attached", at: nextDay, waiter: second },
      {
        waiterId: "waiter-2",
        kind: "task-token",
        executionId: "run-2",
        // {"kind":"task-token","taskToken":"task-token-1"}
        targetDigest: "sha256:0a3596b8c9cedc1eb71535646054a7654a80167196659fe4a387d4994d93d8a3",
      },
    ],
    [
      { type: "approval.cancelled", at: nextDay, by: "agent:claim-processor", feedback: "claimant withdrew" },
      { by: "agent:claim-processor" },
    ],
    [{ type: "approval.failed", at: nextDay, feedback: "the wait broke" }, { by: "system" }],
    [
      { type: "approval.expiry_changed", at: nextDay, by: rita, expiresAt: expiresAt + 1 },
      { expiresAt: "2026-01-04T10:00:00.001Z" },
    ],
    [{ type: "wait.restarted", at: nextDay, reason: "aborted" }, { reason: "aborted" }],
    [{ type: "execution.resumed", at: nextDay, waiterId: "waiter-1" }, { waiterId: "waiter-1" }],
    [
      { type: "execution.resume_given_up", at: nextDay, waiterId: "waiter-1", reason: "gone" },
      { waiterId: "waiter-1", reason: "gone" },
    ],
  ];
  for (const [event, detail] of cases) {
    test(event.type, () => {
      assert.deepEqual(entryOf(event).detail, detail);
    });
  }

  test("F6 a delivery is an entry of its own, after the decision and without repeating it", () => {
    const entry = entryOf({ type: "execution.resumed", at: nextDay, waiterId: "waiter-1" });
    assert.deepEqual(
      [entry.sequence, entry.previousState, entry.state, entry.decision, entry.decidedAt, entry.previousHash],
      [3, "approved", "approved", null, null, "sha256:2222"],
    );
  });

  test("who moved the expiry is committed to, and how they signed in", () => {
    const event: ApprovalEvent = { type: "approval.expiry_changed", at: nextDay, by: rita, expiresAt: expiresAt + 1 };
    const sealed = seal(pendingClaim, [event], countingSealing()).entries[0];
    assert.equal(sealed?.entry.authenticatedBy, "oidc");
    assert.deepEqual(sealed?.disclosures, {
      reviewer: { salt: "salt-1", value: "rita@example.com" },
      reviewerName: { salt: "salt-2", value: "Rita Reyes" },
    });
  });
});

test("F15 an observation stands outside the chain, and commits to the person like any entry", () => {
  const { entry, disclosures } = sealEntry(
    {
      type: "approval.decision_refused",
      at: nextDay,
      approvalRequestId: "claim-42",
      detail: { code: "link_superseded" },
    },
    { reviewer: "rita@example.com", reviewerName: null },
    countingSealing(),
  );
  assert.deepEqual(
    [entry.eventId, entry.at, entry.sequence, entry.previousHash, entry.reviewerName],
    ["event-1", "2026-01-02T10:00:00.000Z", null, null, null],
  );
  // ["salt-1","rita@example.com"]
  assert.equal(entry.reviewer, "sha256:eef33a3960222ece3959c5cff5888dc86bc4ae7bcf8ac8f6ac47aabc822dc87a");
  assert.deepEqual(disclosures, { reviewer: { salt: "salt-1", value: "rita@example.com" } });
});

test("entries sort by time, those of one approval along its chain, observations of that moment after them", () => {
  const entry = entryOf({ type: "wait.restarted", at: nextDay, reason: "aborted" });
  const sorted = [
    { ...entry, sequence: 2 },
    { ...entry, sequence: 10 },
    { ...entry, sequence: null },
    { ...entry, approvalRequestId: "claim-42-2", sequence: 1 },
    { ...entry, at: "2026-01-02T10:00:00.001Z", sequence: 3 },
  ].map(auditPosition);
  assert.deepEqual(sorted, [
    "2026-01-02T10:00:00.000Z claim-42 00000002 event-1",
    "2026-01-02T10:00:00.000Z claim-42 00000010 event-1",
    "2026-01-02T10:00:00.000Z claim-42 observed event-1",
    "2026-01-02T10:00:00.000Z claim-42-2 00000001 event-1",
    "2026-01-02T10:00:00.001Z claim-42 00000003 event-1",
  ]);
  assert.deepEqual(sorted.toSorted(), sorted);
});

test("F10 only an approval says that the agent may act", () => {
  const may = Object.entries(meanings).filter(([, words]) => !/must/.test(words));
  assert.deepEqual(may, [["approved", "The agent may carry out what was shown."]]);
});
