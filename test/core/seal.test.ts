import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { entryHash } from "../../functions/core/audit-entry.ts";
import { commitment } from "../../functions/core/digest.ts";
import type { ApprovalEvent } from "../../functions/core/event.ts";
import { seal, sealEntry } from "../../functions/core/seal.ts";
import { approve, expiresAt, firstWaiter, nextDay, pendingClaim, requestClaim, requestedAt } from "./claim.ts";
import { countingSealing, sha256 } from "./sealing.ts";

const created = {
  type: "approval.created",
  at: requestedAt,
  approval: { ...requestClaim.approval, waiters: [firstWaiter] },
} as const satisfies ApprovalEvent;
const { type: _, ...decision } = approve;
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
  requesterSession: null,
  initiatedBy: null,
  reviewers: null,
  previousReviewers: null,
  escalateTo: null,
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
  reviewers: "sha256:62e9252e0a84546955130e49cc686934e1bbba922d0e9f7a01859bb0493d0b7c",
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
  hash: "sha256:dd9c8074a66a9b8a1126c7419f7524d16f34a8d612556bc57d1238a8b8dd4cf7",
};

const decidedEntry: AuditEntry = {
  ...alike,
  ...nobody,
  eventId: "event-2",
  type: "approval.decided",
  at: "2026-01-02T10:00:00.000Z",
  sequence: 2,
  displayedDigest: "sha256:d15b",
  reviewer: "sha256:acbc4d77fa75314a9e162874edfb744d3a8805717e5f3328e282ca2f52d69830",
  reviewerName: "sha256:673327511876a49084ec1273640ce30ad83ee66b312d04672492f060235fe988",
  authenticatedBy: "oidc",
  session: "sha256:5e55",
  channel: "dashboard",
  decision: "approved",
  meaning: "The agent may carry out what was shown.",
  feedback: "sha256:bf90b3516ed54a7f47110c80e78b6b5bdbd3b1da1719dbd59d566f3f12b19333",
  responseDigest: "sha256:065f2fe7676499bc511c3d04adb81bb7b4fb243ab1489165b348c7ba6f47d543",
  shownAt: "2026-01-02T09:59:00.000Z",
  decidedAt: "2026-01-02T10:00:00.000Z",
  previousState: "pending",
  state: "approved",
  detail: { decisionId: "attempt-2", linkGeneration: null },
  previousHash: "sha256:dd9c8074a66a9b8a1126c7419f7524d16f34a8d612556bc57d1238a8b8dd4cf7",
  hash: "sha256:4c61c103ccd3bb2bd333c2c2dcaaa543bb7b2456598654a5b905d4ea3407b80a",
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
  hash: "sha256:ae891088a90197607da8395b6d632427e2e9ee41a4e5f0f3c60d83ce526527e8",
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
        {
          initiatedBy: { salt: "salt-1", value: "ivan@example.com" },
          reviewers: { salt: "salt-2", value: '["rita@example.com","sam@example.com","ivan@example.com"]' },
        },
        {
          reviewer: { salt: "salt-3", value: "rita@example.com" },
          reviewerName: { salt: "salt-4", value: "Rita Reyes" },
          feedback: { salt: "salt-5", value: "Receipts match." },
        },
      ],
    );
  });

  test("the row that is committed with them carries the last entry's number and hash", () => {
    assert.equal(before, undefined);
    assert.equal(after.status, "approved");
    assert.equal(after.version, 2);
    assert.equal(after.lastHash, "sha256:4c61c103ccd3bb2bd333c2c2dcaaa543bb7b2456598654a5b905d4ea3407b80a");
  });

  test("an expiry is the system's: no reviewer, no channel, no feedback", () => {
    const sealed = seal(pendingClaim, [{ type: "approval.expired", at: expiresAt }], countingSealing());
    assert.deepEqual(sealed.entries, [{ entry: expiredEntry, disclosures: {} }]);
    assert.equal(sealed.before, pendingClaim);
  });
});

test("a role is named by its id; the session, which may be named after a person, is committed to", () => {
  const session = "arn:aws:sts::111122223333:assumed-role/claims/rita@example.com";
  const requestedBy = { id: "role:111122223333:claims", via: "iam", credential: session } as const;
  const asked = { ...created, approval: { ...created.approval, requestedBy } };
  const [sealed] = seal(undefined, [asked], countingSealing()).entries;
  assert.deepEqual(sealed?.entry.requestedBy, { id: "role:111122223333:claims", via: "iam", credential: null });
  assert.equal(sealed?.disclosures.requesterSession?.value, session);
  assert.doesNotMatch(JSON.stringify(sealed?.entry), /rita/);
});

test("the session in which a role decided, or tried to, is committed to as well", () => {
  const session = "arn:aws:sts::111122223333:assumed-role/treasurers/rita@example.com";
  const reviewer = { id: "role:111122223333:treasurers", name: "treasurers", via: "iam" } as const;
  const event = {
    ...approve,
    type: "approval.decided",
    at: nextDay,
    reviewer,
    evidence: { ...approve.evidence, session },
  } as const;
  const refused = { type: "approval.decision_refused", at: nextDay, authenticatedBy: "iam", session } as const;
  const sealed = [...seal(pendingClaim, [event], countingSealing()).entries, sealEntry(refused, {}, countingSealing())];
  for (const { entry, disclosures } of sealed) {
    const opened = disclosures.session ?? assert.fail("nothing is disclosed");
    assert.equal(opened.value, session);
    assert.equal(entry.session, commitment(sha256, opened));
  }
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
