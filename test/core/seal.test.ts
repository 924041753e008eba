import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { entryHash } from "../../functions/core/audit-entry.ts";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { seal } from "../../functions/core/seal.ts";
import { approve, expiresAt, firstWaiter, nextDay, pendingClaim, requestClaim, requestedAt } from "./claim.ts";
import { countingSealing, sha256 } from "./sealing.ts";

const created: ApprovalEvent = {
  type: "approval.created",
  at: requestedAt,
  approval: { ...requestClaim.approval, waiters: [firstWaiter] },
};
const { type: _, linkGeneration: __, ...decision } = approve;
const decided: ApprovalEvent = { type: "approval.decided", at: nextDay, ...decision, response: { amount: 12_400 } };

const alike = {
  schemaVersion: 1,
  approvalRequestId: "claim-42",
  executionId: "run-1",
  agent: "claim-processor",
  requestedBy: { id: "agent:claim-processor", via: "api_key", credential: "sk_4f1c" },
  action: {
    name: "pay_claim",
    digest: "sha256:9069761c050024a849fe62a38b130720f2c0d6830ce8757b9d467c521bdfcab2",
  },
  contentDigest: "sha256:9069761c050024a849fe62a38b130720f2c0d6830ce8757b9d467c521bdfcab2",
  policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
  policyVersion: 1,
  createdAt: "2026-01-01T10:00:00.000Z",
  expiresAt: "2026-01-04T10:00:00.000Z",
} as const;

const nobody = {
  initiatedBy: null,
  displayedDigest: null,
  reviewer: null,
  reviewerName: null,
  authenticatedBy: null,
  session: null,
  channel: null,
  feedback: null,
  responseDigest: null,
  shownAt: null,
} as const;

// Every hash and commitment below was computed with Python's json and hashlib from the fields beside it.

const createdEntry: AuditEntry = {
  ...alike,
  ...nobody,
  eventId: "event-1",
  type: "approval.created",
  at: "2026-01-01T10:00:00.000Z",
  sequence: 1,
  initiatedBy: "sha256:514ac3e6713ac223e59db6ee7c78dca38c0616583222fb0fd97bd96372887f96",
  decision: null,
  meaning: null,
  decidedAt: null,
  previousState: null,
  state: "pending",
  detail: {
    waiterId: "waiter-1",
    kind: "task-token",
    executionId: "run-1",
    targetDigest: "sha256:0a3596b8c9cedc1eb71535646054a7654a80167196659fe4a387d4994d93d8a3",
  },
  previousHash: null,
  hash: "sha256:d457431ac031049c310f984c3430fc3051bb8558ebbae01ef600435c0317e9d8",
};

const decidedEntry: AuditEntry = {
  ...alike,
  ...nobody,
  eventId: "event-2",
  type: "approval.decided",
  at: "2026-01-02T10:00:00.000Z",
  sequence: 2,
  displayedDigest: "sha256:d15b",
  reviewer: "sha256:c339f6f5e6b44726c4a9f1160f11e078c6a767d97a0a5f6b91a69372e907558c",
  reviewerName: "sha256:75e5b4d46db8b1a1f6cd673023a8de8a4fc90ed105d1ebafdf60fc1d53898c99",
  authenticatedBy: "oidc",
  session: "sha256:5e55",
  channel: "dashboard",
  decision: "approved",
  meaning: "The agent may carry out what was shown.",
  feedback: "sha256:60555fa8da3ad588a1597f7e1ac5eb82cbddece2e995bb32991bf589f643aa8a",
  responseDigest: "sha256:065f2fe7676499bc511c3d04adb81bb7b4fb243ab1489165b348c7ba6f47d543",
  shownAt: "2026-01-02T09:59:00.000Z",
  decidedAt: "2026-01-02T10:00:00.000Z",
  previousState: "pending",
  state: "approved",
  detail: { decisionId: "attempt-2" },
  previousHash: "sha256:d457431ac031049c310f984c3430fc3051bb8558ebbae01ef600435c0317e9d8",
  hash: "sha256:131ac181acec4677fe5058eb85509036e1931515aca1c543c7fc54242022f353",
};

const expiredEntry: AuditEntry = {
  ...alike,
  ...nobody,
  eventId: "event-1",
  type: "approval.expired",
  at: "2026-01-04T10:00:00.000Z",
  sequence: 2,
  decision: "expired",
  meaning: "Nobody decided in time; the agent must not carry out what was shown.",
  decidedAt: "2026-01-04T10:00:00.000Z",
  previousState: "pending",
  state: "expired",
  detail: { by: "system" },
  previousHash: "sha256:1111",
  hash: "sha256:be44cd5e415acee69c505226a03a9dd52301c0bb05b0cb49392729a8847ca869",
};

describe("F9 F10 what stands in the audit trail, field by field", () => {
  const { before, after, entries } = seal(undefined, [created, decided], countingSealing());

  test("the request and the decision, chained", () => {
    assert.deepEqual(
      entries.map(({ entry }) => entry),
      [createdEntry, decidedEntry],
    );
  });

  test("the persons, apart from it", () => {
    assert.deepEqual(
      entries.map(({ disclosures }) => disclosures),
      [
        { initiatedBy: { salt: "salt-1", value: "ivan@example.com" } },
        {
          reviewer: { salt: "salt-2", value: "rita@example.com" },
          reviewerName: { salt: "salt-3", value: "Rita Reyes" },
          feedback: { salt: "salt-4", value: "Receipts match." },
        },
      ],
    );
  });

  test("the row that is committed with them carries the last entry's number and hash", () => {
    assert.equal(before, undefined);
    assert.equal(after.status, "approved");
    assert.equal(after.version, 2);
    assert.equal(after.lastHash, "sha256:131ac181acec4677fe5058eb85509036e1931515aca1c543c7fc54242022f353");
  });

  test("an expiry is the system's: no reviewer, no channel, no feedback", () => {
    const sealed = seal(pendingClaim, [{ type: "approval.expired", at: expiresAt }], countingSealing());
    assert.deepEqual(sealed.entries, [{ entry: expiredEntry, disclosures: {} }]);
    assert.equal(sealed.before, pendingClaim);
  });
});

test("a changed, added or missing field is another hash", () => {
  assert.equal(entryHash(sha256, decidedEntry), decidedEntry.hash);
  assert.equal(entryHash(sha256, { ...decidedEntry, hash: "sha256:0000" }), decidedEntry.hash);
  const { meaning: _meaning, ...without } = decidedEntry;
  const forged: readonly unknown[] = [
    { ...decidedEntry, decision: "rejected" },
    { ...decidedEntry, sequence: 3 },
    { ...decidedEntry, previousHash: null },
    { ...decidedEntry, detail: { decisionId: "attempt-3" } },
    { ...decidedEntry, note: "added" },
    without,
  ];
  for (const entry of forged) assert.notEqual(entryHash(sha256, entry as AuditEntry), decidedEntry.hash);
});

test("nothing to seal is a mistake of the caller's", () => {
  assert.throws(() => seal(undefined, [], countingSealing()), /nothing to seal/);
});
