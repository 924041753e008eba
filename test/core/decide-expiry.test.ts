import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ReviewerDecision } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { approve, cancel, expiredClaim, expiresAt, pendingClaim, requestClaim, rita } from "./claim.ts";
import { outcome } from "./outcome.ts";

describe("F4 F10 a decision at the moment of expiry", () => {
  const before = expiresAt - 1;
  const after = expiresAt + 1;

  for (const decision of ["approved", "rejected", "request_changes"] satisfies ReviewerDecision[]) {
    test(`${decision}: counts a millisecond before, and neither at expiresAt nor after it`, () => {
      const command: Command = { ...approve, decision };
      assert.equal(outcome(decide(pendingClaim, command, before)), "approval.decided");
      assert.equal(outcome(decide(pendingClaim, command, expiresAt)), "approval.expired !expired");
      assert.equal(outcome(decide(pendingClaim, command, after)), "approval.expired !expired");
    });
  }

  test("the clock alone expires, at expiresAt and not a millisecond sooner", () => {
    assert.equal(outcome(decide(pendingClaim, { type: "expire" }, before)), "-");
    assert.equal(outcome(decide(pendingClaim, { type: "expire" }, expiresAt)), "approval.expired");
    assert.equal(outcome(decide(pendingClaim, { type: "expire" }, after)), "approval.expired");
  });

  test("cancel counts a millisecond before, and neither at expiresAt nor after it", () => {
    assert.equal(outcome(decide(pendingClaim, cancel, before)), "approval.cancelled");
    assert.equal(outcome(decide(pendingClaim, cancel, expiresAt)), "approval.expired !expired");
    assert.equal(outcome(decide(pendingClaim, cancel, after)), "approval.expired !expired");
  });

  test("a late expiry can no longer be moved", () => {
    const later: Command = { type: "change_expiry", by: rita, expiresAt: expiresAt + 1_000 };
    assert.equal(outcome(decide(pendingClaim, later, before)), "approval.expiry_changed");
    assert.equal(outcome(decide(pendingClaim, later, expiresAt)), "approval.expired !expired");
  });
});

test("F4 no timer fired for a month: a decision is answered as expired, and carries the expiry to be committed", () => {
  const monthLater = 1_770_112_800_000;
  assert.deepEqual(decide(pendingClaim, approve, monthLater), {
    ok: false,
    events: [{ type: "approval.expired", at: 1_770_112_800_000 }],
    refusal: {
      code: "expired",
      approval: {
        ...expiredClaim,
        decidedAt: 1_770_112_800_000,
        updatedAt: 1_770_112_800_000,
        version: 2,
        lastHash: "sha256:1111",
      },
    },
  });
});

test("F10 an expired approval has no reviewer, no feedback and no decision of a person", () => {
  const expired = evolve(pendingClaim, { type: "approval.expired", at: expiresAt });
  assert.equal(expired.status, "expired");
  assert.deepEqual(
    ["reviewer", "feedback", "decisionId"].filter((field) => field in expired),
    [],
  );
});

test("F4 a stranger's command on an overdue approval expires it too, and tells them nothing else", () => {
  const stranger: Command = { ...approve, reviewer: { id: "otto@example.com", name: "Otto", via: "oidc" } };
  const { refusal } = { refusal: undefined, ...decide(pendingClaim, stranger, expiresAt) };
  assert.equal(outcome(decide(pendingClaim, stranger, expiresAt)), "approval.expired !not_a_reviewer");
  assert.deepEqual(refusal, { code: "not_a_reviewer" });
});

test("F8 the same request after expiry finds the expired approval, and no new one", () => {
  assert.equal(outcome(decide(pendingClaim, requestClaim, expiresAt + 1)), "approval.expired");
  assert.equal(outcome(decide(expiredClaim, requestClaim, expiresAt + 1)), "-");
});

describe("F12 time along one approval never runs backwards", () => {
  const changed = { ...pendingClaim, updatedAt: expiresAt - 5_000 };

  test("a clock behind the last event stands at that event", () => {
    const [event] = decide(changed, approve, expiresAt - 600_000).events;
    assert.equal(event?.at, expiresAt - 5_000);
  });

  test("a clock that is behind does not bring back a time before expiry", () => {
    const touchedAtExpiry = { ...pendingClaim, updatedAt: expiresAt };
    assert.equal(outcome(decide(touchedAtExpiry, approve, expiresAt - 600_000)), "approval.expired !expired");
  });

  test("an expiry may not be moved to the past, nor to this very moment", () => {
    for (const at of [expiresAt - 600_000, expiresAt - 5_000])
      assert.equal(
        outcome(decide(changed, { type: "change_expiry", by: rita, expiresAt: at }, expiresAt - 600_000)),
        "!expiry_in_the_past",
      );
    const soon: Command = { type: "change_expiry", by: rita, expiresAt: expiresAt - 4_999 };
    assert.equal(outcome(decide(changed, soon, expiresAt - 600_000)), "approval.expiry_changed");
  });
});
